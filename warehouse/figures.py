"""Figures from cases: one way to count them, whatever asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from warehouse import counting
from warehouse.engine import Database
from warehouse.periods import Period
from warehouse.registry import Measure

COLUMNS = (
    "measure", "period", "home_id", "child_id", "numerator", "denominator", "value", "unit", "status", "revision",
)  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """The homes and measures that may be read; None stands for all."""

    homes: frozenset[str] | None = None
    measures: frozenset[str] | None = None

    def allows_home(self, home_id: str | None) -> bool:
        return self.homes is None or home_id in self.homes

    def allows_measure(self, measure: str) -> bool:
        return self.measures is None or measure in self.measures


@dataclass(frozen=True)
class Moment:
    """When the question is asked: the date taken as today, and the instant in UTC."""

    today: date
    now_utc: datetime


def level(scope: Scope, homes: Sequence[str] | None, by: str) -> str:
    """Whether figures are counted as the service's or as a home's: one home by itself says the same wherever asked."""
    if by == "home":
        return "home"
    wanted = homes if scope.homes is None else scope.homes & set(homes if homes is not None else scope.homes)
    return "home" if wanted is not None and len(wanted) == 1 else "service"


def _parameters(scope: Scope, homes: list[str] | None, moment: Moment, by: str) -> dict[str, object]:
    wanted = homes if scope.homes is None else sorted(scope.homes & set(homes if homes is not None else scope.homes))
    return {
        "yesterday": moment.today - timedelta(days=1),
        "now": moment.now_utc,
        "level": level(scope, homes, by),
        "homes": wanted,
    }


def sums(
    database: Database, measures: list[Measure], periods: list[Period], by: str, scope: Scope,
    homes: list[str] | None, moment: Moment,
) -> pd.DataFrame:  # fmt: skip
    """Numerator and denominator of each measure and period, for the service or for each home or child with cases.

    Columns: measure, period, group_id (home or child), numerator, denominator (NaN where a measure has none),
    is_provisional (a case that counts says that the figure is not final).
    """
    allowed = [measure for measure in measures if scope.allows_measure(measure.measure)]
    asked, given = counting.asked_table(allowed, periods, moment.today), _parameters(scope, homes, moment, by)
    if len(periods) == 1:
        with database.given(asked=asked):
            return database.frame(counting.grouped(by, allowed), given)
    with database.given(asked=asked, asked_day=counting.day_table(asked)):
        return database.frame(counting.grouped(by, allowed, by_day=True), given)


def cases(
    database: Database, measure: Measure, period: Period, scope: Scope, homes: list[str] | None, child: str | None,
    moment: Moment, by: str,
) -> pd.DataFrame:  # fmt: skip
    """The cases behind one figure, a row a case: what they add up to is the figure, people counted once.

    Columns: measure, counted_on, counted_to, home_id, child_id, staff_id, numerator, denominator, dataset, record_id,
    person (who is counted once, null where nobody is named), excludes, tie_break.
    """
    if not scope.allows_measure(measure.measure):
        return pd.DataFrame(columns=["measure", "counted_on"])
    parameters = _parameters(scope, homes, moment, by) | {"child": child}
    with database.given(asked=counting.asked_table([measure], [period], moment.today)):
        return database.frame(
            f"""
            with counted as materialized ({counting.counted([measure])})
            select measure, greatest(counted_on, case when counted_to is null then counted_on else $first end)
                as counted_on,
                case when counted_to is not null then least(counted_to, $last) end as counted_to,
                home_id, child_id, staff_id, numerator * days as numerator, denominator * days as denominator,
                dataset, record_id, person_id as person, excludes, tie_break
            from counted
            where days > 0 and ($child is null or child_id = $child)
            order by 2, 4, 10, 5, 6
            """,
            parameters
            | {
                "first": counting.window(measure, period)[0],
                "last": min(period.end, moment.today - timedelta(days=1)),
            },  # fmt: skip
        )
