"""A measure's chart, whole, so that a page draws and computes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from warehouse.framework_data import Rebase
from warehouse.periods import Period
from warehouse.registry import Measure
from warehouse.spc.drawn import Chart
from warehouse.spc.over_gaps import over_gaps, unsupplied
from warehouse.spc.over_periods import over_periods


def chart_of(
    measure: Measure, periods: Sequence[Period], rows: Sequence[Any], target: float | None = None,
    rebases: Sequence[Rebase] = (), events: Sequence[date] | None = None, today: date | None = None,
    nights: Mapping[date, float] | None = None,
) -> Chart:  # fmt: skip
    """The chart that suits a measure, from its rows of figures, one a period in order.

    Provisional figures are shown and not judged. For a rare_event measure, `events` are the days (or instants) on which
    one happened before `today`, the day up to which all are known, or None where none are; the points are the gaps
    between them: in days, or in occupied nights where `nights` gives those of each day.
    """
    if measure.chart != "rare_event":
        return over_periods(measure, periods, rows, target, rebases)
    if events is None or today is None:
        return unsupplied(measure)
    return over_gaps(measure, events, today, rebases, nights)
