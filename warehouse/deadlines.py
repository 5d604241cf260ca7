"""Deadlines: the state of each, decided when it is read, what has to be done first, and how many were kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from warehouse import standards, trail
from warehouse.engine import Database
from warehouse.figures import Moment, Scope
from warehouse.settings import LONDON

COLUMNS = (
    "standard", "record_id", "home_id", "child_id", "clock_start", "due_at", "done_at", "hours", "state",
)  # fmt: skip
DETAIL = (*COLUMNS, "title", "duty", "activity", "staff_id", "dataset", "is_law")
BREACHES = (*DETAIL, "limit", "file", "sheet", "row")
COMPLIANCE = (
    "standard", "title", "home_id", "met", "decided", "value", "late", "overdue", "pending", "indeterminate",
    "declined_offered", "not_required", "no_standard", "late_within_max", "breached_local", "breached_statutory",
)  # fmt: skip
OPEN = (*DETAIL, "is_overdue", "hours_left")
NOT_LATE = ("met", "overdue", "pending", "indeterminate", "declined_offered", "not_required", "no_standard")
LATE = ("late_within_max", "breached_local", "breached_statutory")

# An open deadline is overdue once even the latest moment at which it can have run out has gone by.
_STATE = """
    case
        when decided <> 'open' then decided
        when overdue_after_utc < $now then 'overdue'
        when runs_until_utc >= $now then 'pending'
        else 'indeterminate'
    end
"""
_IN_SCOPE = """
    opens_on <= $today
    and ($homes is null or list_contains($homes, home_id))
    and (case when $standards is null then not is_reading else list_contains($standards, standard) end)
"""
_ROWS = f"""
    select
        standard, activity, dataset, record_id, home_id, child_id, staff_id, is_law, event_on, can_be_done_to_on,
        decided,
        coalesce(strftime(started_at, '%Y-%m-%d %H:%M'), strftime(started_on, '%Y-%m-%d')) as clock_start,
        due_at_utc, strftime(due_on, '%Y-%m-%d') as due_on, overdue_after_utc,
        coalesce(strftime(stopped_at, '%Y-%m-%d %H:%M'), strftime(stopped_on, '%Y-%m-%d')) as done_at,
        case when hours_at_least = hours_at_most and decided in ('met', 'late_within_max', 'breached_local',
            'breached_statutory') then hours_at_least end as hours,
        {_STATE} as state
    from deadline
    where {_IN_SCOPE}
"""


def _asked(
    scope: Scope, moment: Moment, homes: Sequence[str] | None, chosen: Sequence[str] | None = None
) -> dict[str, object]:
    wanted = None if homes is None else list(homes)
    if scope.homes is not None:
        wanted = sorted(scope.homes & set(homes if homes is not None else scope.homes))
    return {
        "now": moment.now_utc, "today": moment.today, "homes": wanted,
        "standards": None if chosen is None else list(chosen),
    }  # fmt: skip


def _in_uk_time(found: pd.DataFrame) -> pd.DataFrame:
    """With `due_at`: hours have run on elapsed time, so the moment they are up is found in UTC and said in UK time."""
    local = found["due_at_utc"].dt.tz_localize("UTC").dt.tz_convert(LONDON).dt.strftime("%Y-%m-%d %H:%M")
    return found.assign(due_at=local.where(found["due_at_utc"].notna(), found["due_on"]))


def _titled(found: pd.DataFrame) -> pd.DataFrame:
    """With the `title` of the standard and, row by row, of the `duty`: the same but where a standard has several."""
    known = standards.standards().values()
    title = found["standard"].map({one.standard: one.title for one in known})
    if "activity" not in found:
        return found.assign(title=title)
    duties = {activity: duty for one in known for activity, duty in one.duties.items()}
    return found.assign(title=title, duty=found["activity"].map(duties).fillna(title))


def states(
    database: Database, scope: Scope, first: date, last: date, moment: Moment,
    chosen: Sequence[str] | None = None, homes: Sequence[str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Every deadline of the days from `first` to `last`, with its state now; other readings only where chosen.

    An event belongs to the day on which it started, a duty that comes round to the day by which it is due. Columns as
    DETAIL, of which the first are COLUMNS: clock_start, due_at and done_at are UK wall-clock times (a date alone where
    only that is known, or where the limit is in days), hours are the elapsed hours of what was done in or out of time,
    blank where a date without a time leaves them open. An open clock is overdue once even its latest possible end has
    gone by, pending until its earliest has, and indeterminate between.
    """
    found = database.frame(
        f"{_ROWS} and event_on between $first and $last order by standard, event_on, home_id, record_id, activity",
        _asked(scope, moment, homes, chosen) | {"first": first, "last": last},
    )
    return _titled(_in_uk_time(found))[list(DETAIL)]


def breaches(
    database: Database, scope: Scope, first: date, last: date, moment: Moment, homes: Sequence[str] | None = None
) -> pd.DataFrame:
    """The deadlines of these days that were kept late or not at all, newest first, columns as BREACHES.

    `limit` in words; file, sheet and row of the record that started the clock.
    """
    found = states(database, scope, first, last, moment, None, homes)
    found = found[found["state"].isin([*LATE, "overdue"])]
    found = found.sort_values(["clock_start", "standard"], ascending=[False, True], kind="stable")
    limits = {name: one.limit for name, one in standards.standards().items()}
    found = found.assign(limit=found["standard"].map(limits)).reset_index(drop=True)
    return trail.placed(database, found)[list(BREACHES)]


def open_now(
    database: Database, scope: Scope, moment: Moment, within_days: int, homes: Sequence[str] | None = None
) -> pd.DataFrame:
    """What has to be done, in the order in which to do it: columns as OPEN.

    All that is overdue and can still be done, breaches of law first, then what falls due within so many days, each by
    when it is or was due. `hours_left` until it is surely overdue, negative once it is.
    """
    until = moment.now_utc + timedelta(days=within_days)
    found = database.frame(
        f"""
        select *, state = 'overdue' as is_overdue, date_diff('second', $now, overdue_after_utc) / 3600.0 as hours_left
        from ({_ROWS})
        where decided = 'open' and overdue_after_utc <= $until and can_be_done_to_on >= $today
        order by is_overdue desc, is_overdue and is_law desc, overdue_after_utc, is_law desc, standard, record_id
        """,
        _asked(scope, moment, homes) | {"until": until},
    )
    return _titled(_in_uk_time(found))[list(OPEN)]


def overdue_now(database: Database, scope: Scope, moment: Moment, homes: Sequence[str] | None = None) -> pd.DataFrame:
    """How many deadlines are overdue now and can still be done: home_id, overdue, overdue_in_law."""
    return database.frame(
        f"""
        select home_id, count(*) as overdue, count(*) filter (where is_law) as overdue_in_law
        from deadline
        where {_IN_SCOPE} and decided = 'open' and overdue_after_utc < $now and can_be_done_to_on >= $today
        group by home_id order by home_id
        """,
        _asked(scope, moment, homes),
    )


def compliance(
    database: Database, scope: Scope, first: date, last: date, moment: Moment, by: str,
    homes: Sequence[str] | None = None, chosen: Sequence[str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """How many deadlines of these days were met, a row a standard, and a home with `by` home: columns as COMPLIANCE.

    Other readings of a standard are counted only where they are `chosen`.

    value = 100 x met / decided, blank where nothing is decided; overdue counts against. What is pending, cannot be
    told, was declined, is not required or has no standard is counted beside. `late` is the sum of the three ways to be
    late. The service is the sum of the homes.
    """
    home = "home_id" if by == "home" else "cast(null as varchar)"
    beside = ", ".join(f"count(*) filter (where state = '{state}') as {state}" for state in (*NOT_LATE, *LATE))
    late = ", ".join(f"'{state}'" for state in LATE)
    found = database.frame(
        f"""
        select standard, {home} as home_id, {beside}, count(*) filter (where state in ({late})) as late
        from (select standard, home_id, {_STATE} as state from deadline
            where {_IN_SCOPE} and event_on between $first and $last)
        group by 1, 2 order by 1, 2
        """,
        _asked(scope, moment, homes, chosen) | {"first": first, "last": last},
    )
    decided = found["met"] + found["late"] + found["overdue"]
    value = (100.0 * found["met"] / decided).where(decided > 0)
    return _titled(found.assign(decided=decided, value=value))[list(COMPLIANCE)]
