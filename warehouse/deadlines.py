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
    known), hours are elapsed hours, blank where a date without a time leaves them open. An open clock is overdue
    once even its latest possible start lies further back than the target, pending while even its earliest does not,
    and indeterminate between.
    """
    wanted = homes if scope.homes is None else sorted(scope.homes & set(homes if homes is not None else scope.homes))
    found = database.frame(
        """
        select
            clock.standard, clock.record_id, clock.home_id, clock.child_id,
            coalesce(strftime(clock.started_at, '%Y-%m-%d %H:%M'), strftime(clock.started_on, '%Y-%m-%d'))
                as clock_start,
            case when clock.started_at is not null
                then clock.started_from_utc + clock.target_hours * interval '1' hour end as due_at_utc,
            strftime(clock.started_on + clock.target_hours * interval '1' hour, '%Y-%m-%d') as due_on,
            coalesce(strftime(clock.stopped_at, '%Y-%m-%d %H:%M'), strftime(clock.stopped_on, '%Y-%m-%d')) as done_at,
            case when outcome.hours_at_least = outcome.hours_at_most and outcome.hours_at_least >= 0
                then outcome.hours_at_least end as hours,
            case
                when outcome.decided <> 'open' then outcome.decided
                when clock.started_to_utc + clock.target_hours * interval '1' hour < $now then 'overdue'
                when clock.started_from_utc + clock.target_hours * interval '1' hour >= $now then 'pending'
                else 'indeterminate'
            end as state
        from deadline_clock as clock
        join deadline_outcome as outcome on outcome.standard = clock.standard
            and outcome.record_id = clock.record_id and outcome.dataset = clock.dataset
        where clock.event_on between $first and $last
            and ($standards is null or list_contains($standards, clock.standard))
            and ($homes is null or list_contains($homes, clock.home_id))
        order by clock.standard, clock.record_id
        """,
        {"now": moment.now_utc, "first": first, "last": last, "standards": standards, "homes": wanted},
    )
    # The hours have run on elapsed time, so the moment they are up is found in UTC and said in UK time.
    local = found["due_at_utc"].dt.tz_localize("UTC").dt.tz_convert(LONDON).dt.strftime("%Y-%m-%d %H:%M")
    return found.assign(due_at=local.where(found["due_at_utc"].notna(), found["due_on"]))[list(COLUMNS)]
