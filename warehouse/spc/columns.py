"""A series with the columns of its chart: mean and limits on every row, words where they stand."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from warehouse.periods import Period
from warehouse.registry import Measure
from warehouse.spc import chance
from warehouse.spc.xmr import Xmr, xmr

COLUMNS = ("mean", "lower_limit", "upper_limit", "variation", "point", "assurance", "baseline")
SMALL = chance.SMALL


def of(chart: Xmr) -> pd.DataFrame:
    """A row a point, columns as COLUMNS; variation and assurance stand on the last row with a value."""
    rows = []
    stands_on = len(chart.points) - 1 if chart.last is None else chart.last
    for place, point in enumerate(chart.points):
        group, is_last = chart.group_of(place), place == stands_on
        rows.append((
            group.mean, group.lower, group.upper, chart.variation if is_last else None, point,
            chart.assurance if is_last else None, group.baseline,
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def without() -> tuple[Any, ...]:
    """The same columns where no limits may be drawn: nothing is said, and no baseline stands."""
    return (None,) * (len(COLUMNS) - 1) + ("none",)


def kind_of(measure: Measure, denominators: Sequence[float | None]) -> str:
    """The chart that is honest for these figures: the measure's own, save that limits need what they rest on.

    A window longer than the period repeats most of each point in the next, so it never has limits. Nor has a percentage
    of fewer than ten, half of the time or more: one person is more than ten points of it.
    """
    if measure.chart != "xmr":
        return measure.chart
    if measure.window != "period":
        return "run"
    known = [each for each in denominators if each]
    is_small = measure.unit == "percent" and known and statistics.median(known) < SMALL
    return "run" if is_small else "xmr"


def absent_before(periods: Sequence[Period]) -> list[int]:
    """The places before which a period is absent: those that do not start the day after the one before ends."""
    pairs = zip(periods, periods[1:], strict=False)
    return [place for place, (one, next_) in enumerate(pairs, 1) if next_.start != one.end + timedelta(days=1)]


def places_from(periods: Sequence[Period], days: Iterable[date]) -> list[int]:
    """The places of the periods in which these days fall; days before the first or after the last period have none."""
    found = {place for place, period in enumerate(periods) for day in days if period.start <= day <= period.end}
    return sorted(found)


def numbers(cells: Iterable[Any]) -> list[float | None]:
    return [None if pd.isna(cell) else float(cell) for cell in cells]


def of_series(
    measure: Measure, rows: pd.DataFrame, periods: Sequence[Period], rebased_on: Collection[date] = (),
    target: float | None = None,
) -> pd.DataFrame:  # fmt: skip
    """The figures of a measure, a row a period in order, with the columns of its chart beside them."""
    if kind_of(measure, numbers(rows["denominator"])) == "xmr":
        chart = xmr(
            numbers(rows["value"]), measure.better, target, places_from(periods, list(rebased_on)),
            absent_before(periods),
        )  # fmt: skip
        beside = of(chart)
    else:
        beside = pd.DataFrame([without()] * len(rows), columns=list(COLUMNS), dtype=object)
    return pd.concat([rows.reset_index(drop=True), beside], axis="columns")
