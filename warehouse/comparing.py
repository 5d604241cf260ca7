"""The homes beside each other for a viewer: their figures of one period handed to the method, and what goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from warehouse.periods import Period
from warehouse.registry import Measure
from warehouse.spc import chance
from warehouse.spc.compare import Comparison, comparison


def homes_open(homes: Iterable[Any], period: Period) -> dict[str, str]:
    """The homes that had opened by the end of a period and were not closed before it, by name: home_id to name."""
    return {
        home.home_id: home.name
        for home in homes
        if not _is_after(home.opened_on, period.end) and not _is_before(home.closed_on, period.start)
    }


def compared(
    measure: Measure, homes: Iterable[Any], period: Period, rows: Sequence[Any], together: Sequence[Any]
) -> Comparison:
    """The homes that were open, by name, as the method compares them; `together` is the row of all of them, if any."""
    return comparison(measure, homes_open(homes, period), rows, together[0] if together else None)


def rate_beside(measure: Measure, measures: Mapping[str, Measure]) -> Measure | None:
    """For a count the rate by nights of the same indicator, by which homes of different size can be compared."""
    if chance.kind(measure) != chance.COUNT:
        return None
    rates = [one for one in measures.values() if one.kpi == measure.kpi and chance.kind(one) == chance.RATE]
    return rates[0] if rates else None


def _is_after(day: Any, last: Any) -> bool:
    return day == day and day is not None and day.date() > last


def _is_before(day: Any, first: Any) -> bool:
    return day == day and day is not None and day.date() < first
