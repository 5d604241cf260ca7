"""The chart of a measure over periods: control chart, run chart, or figures alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from warehouse.framework_data import Rebase
from warehouse.periods import Period
from warehouse.registry import Measure
from warehouse.spc import chance, columns, words
from warehouse.spc.drawn import Chart, Line, Mark, Point, icon
from warehouse.spc.run import Run, run_chart
from warehouse.spc.xmr import Group, Xmr, edges_of, judged_as, xmr

_NOUNS = {"month": ("month", "months"), "quarter": ("quarter", "quarters"), "year": ("year", "years")}
_PROVISIONAL = "Hollow points can still change, so nothing is judged by them."
_BARS = "Bars are 95 % intervals: how far chance alone may carry a figure of so few."


def over_periods(
    measure: Measure, periods: Sequence[Period], rows: Sequence[Any], target: float | None, rebases: Sequence[Rebase]
) -> Chart:
    """The chart of figures one a period, as chart_of says."""
    method = columns.kind_of(measure, columns.numbers(row.denominator for row in rows))
    points = [_point(measure, method, period, row) for period, row in zip(periods, rows, strict=True)]
    judged = [None if point.is_provisional else point.value for point in points]
    starts = columns.places_from(periods, [rebase.from_period.start for rebase in rebases])
    breaks, overlaps = columns.absent_before(periods), measure.window != "period"
    found: Xmr | Run
    if method == "xmr":
        found = xmr(judged, measure.better, target, starts, breaks)
    elif method == "run":
        found = run_chart(judged, measure.better, starts, breaks, overlaps)
    else:
        found = _unjudged(judged)
    centre = words.AVERAGE if method == "xmr" else words.MEDIAN
    baseline = _newest(found).baseline if found.groups else "none"
    assurance = found.assurance if isinstance(found, Xmr) else None
    has_bars = any(point.low is not None for point in points) and method in ("run", "interval")
    notes = [
        "" if overlaps else words.footer(method),
        _BARS if has_bars else "",
        _PROVISIONAL if any(point.is_provisional for point in points) else "",
    ]
    return Chart(
        measure.measure, method, measure.unit,
        tuple(
            dataclasses.replace(
                point, word=word, said=words.point(word, centre), judged=judged_as(word, measure.better)
            )
            for point, word in zip(points, found.points, strict=True)
        ),
        tuple(_line(measure, group, judged) for group in found.groups),
        icon(found.variation, words.VARIATION), icon(assurance, words.ASSURANCE), baseline,
        words.sentence(_said(measure, method, periods, points, found, baseline, assurance)),
        " ".join(note for note in notes if note), centre, target, _marks(rebases, periods),
    )  # fmt: skip


def _unjudged(values: Sequence[float | None]) -> Run:
    """A series without lines or rules."""
    groups = tuple(Group(first, end, None, None, "none", False) for first, end in edges_of((), len(values)))
    last = next((place for place in reversed(range(len(values))) if values[place] is not None), None)
    return Run(groups, (None,) * len(values), None, last)


def _newest(found: Xmr | Run) -> Group:
    """The group of the last value, or the last of all."""
    place = found.groups[-1].first if found.last is None else found.last
    return next(group for group in found.groups if group.first <= place < group.end)


def _said(
    measure: Measure, method: str, periods: Sequence[Period], points: Sequence[Point], found: Xmr | Run,
    baseline: str, assurance: str | None,
) -> words.Said:  # fmt: skip
    one, several = _NOUNS.get(periods[0].grain if periods else "", ("period", "periods"))
    if found.last is None:
        why = "open" if any(point.value is not None for point in points) else "nothing"
        return words.Said(method, found.variation, why=why, one=one, several=several)
    group = _newest(found)
    if method == "run":
        why = "overlap" if measure.window != "period" else "small" if measure.chart == "xmr" else ""
    elif group.too_short:
        why = "rebased" if group.first else ""
    else:
        judged = [point.value for point in points[group.first : group.end] if not point.is_provisional]
        known = {value for value in judged if value is not None}
        why = "same" if len(known) == 1 else ""
    return words.Said(
        method, found.variation, found.points[found.last], baseline, assurance, why, one, several,
        periods[found.last].label, found.in_a_row,
    )  # fmt: skip


def _point(measure: Measure, method: str, period: Period, row: Any) -> Point:
    value, numerator, denominator = columns.numbers((row.value, row.numerator, row.denominator))
    low, high = _interval(measure, method, numerator, denominator) if row.status == "ok" else (None, None)
    return Point(
        period.label, period.start, value if row.status == "ok" else None, numerator, denominator, row.status,
        row.revision == "p", low=low, high=high,
    )  # fmt: skip


def _interval(
    measure: Measure, method: str, numerator: float | None, denominator: float | None
) -> tuple[float | None, float | None]:
    """The 95 % interval of a share of few, or of a rate of events; none where the figure is neither."""
    is_of_few = method in ("run", "interval") or (denominator or 0) < columns.SMALL
    if measure.unit == "percent" and not is_of_few:
        return None, None
    return chance.interval(measure, numerator, denominator) or (None, None)


def _line(measure: Measure, group: Group, values: Sequence[float | None]) -> Line:
    """The lines of a group; drawn, a limit goes no lower than nothing and no higher than all, unless figures do."""
    known = [value for value in values if value is not None]
    lower, upper = group.lower, group.upper
    if lower is not None and min(known) >= 0:
        lower = max(lower, 0.0)
    if upper is not None and measure.unit == "percent" and max(known) <= 100:
        upper = min(upper, 100.0)
    return Line(
        group.first, group.end, group.mean, group.lower, group.upper, group.near_lower, group.near_upper, lower, upper,
        group.baseline,
    )  # fmt: skip


def _marks(rebases: Sequence[Rebase], periods: Sequence[Period]) -> tuple[Mark, ...]:
    found = [
        Mark(place, rebase.from_period.start, rebase.reason)
        for rebase in rebases
        for place in columns.places_from(periods, [rebase.from_period.start])
    ]
    return tuple(sorted(found, key=lambda mark: mark.on))
