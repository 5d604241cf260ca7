"""Deadlines: the state of each clock, decided when it is read."""

from __future__ import annotations

from datetime import date

import pandas as pd

from warehouse.engine import Database
from warehouse.figures import Moment, Scope
from warehouse.settings import LONDON

COLUMNS = (
    "standard", "record_id", "home_id", "child_id", "clock_start", "due_at", "done_at", "hours", "state",
)  # fmt: skip


def states(
    database: Database, scope: Scope, first: date, last: date, moment: Moment,
    standards: list[str] | None = None, homes: list[str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Every clock of an event that started from `first` to `last`, with its state now.

    Columns as COLUMNS: clock_start, due_at and done_at are UK wall-clock times (a date alone where only that is
    known, or where the limit is in days), hours are the elapsed hours of what was done in or out of time, blank where
    a date without a time leaves them open. An open clock is overdue once even its latest possible end has gone by,
    pending until its earliest has, and indeterminate between.
    """
    wanted = homes if scope.homes is None else sorted(scope.homes & set(homes if homes is not None else scope.homes))
    found = database.frame(
        """
        select
            standard, record_id, home_id, child_id,
            coalesce(strftime(started_at, '%Y-%m-%d %H:%M'), strftime(started_on, '%Y-%m-%d')) as clock_start,
            due_at_utc, strftime(due_on, '%Y-%m-%d') as due_on,
            coalesce(strftime(stopped_at, '%Y-%m-%d %H:%M'), strftime(stopped_on, '%Y-%m-%d')) as done_at,
            case when hours_at_least = hours_at_most and decided in ('met', 'late_within_max', 'breached_local',
                'breached_statutory') then hours_at_least end as hours,
            case
                when decided <> 'open' then decided
                when overdue_after_utc < $now then 'overdue'
                when runs_until_utc >= $now then 'pending'
                else 'indeterminate'
            end as state
        from deadline_outcome
        where event_on between $first and $last
            and ($standards is null or list_contains($standards, standard))
            and ($homes is null or list_contains($homes, home_id))
        order by standard, record_id
        """,
        {"now": moment.now_utc, "first": first, "last": last, "standards": standards, "homes": wanted},
    )
    # The hours have run on elapsed time, so the moment they are up is found in UTC and said in UK time.
    local = found["due_at_utc"].dt.tz_localize("UTC").dt.tz_convert(LONDON).dt.strftime("%Y-%m-%d %H:%M")
    return found.assign(due_at=local.where(found["due_at_utc"].notna(), found["due_on"]))[list(COLUMNS)]
