"""Rare events: charts of the gaps between them, T of time and G of nights; a longer gap is a higher point."""

from __future__ import annotations

import math
import statistics
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from warehouse.spc.xmr import HIGH, LOW, Group, edges_of, in_a_row, shifts, sides_of, variation_word, xmr

FIRM_EVENTS = 20
POWER = 3.6
HALF = 0.5
TURNED = {"higher": "lower", "lower": "higher"}


@dataclass(frozen=True)
class Gaps:
    """What holds from gap `first` to before `end`; limits are blank where there is nothing to make them of."""

    first: int
    end: int
    centre: float | None
    lower: float | None
    upper: float | None
    baseline: str


@dataclass(frozen=True)
class Rare:
    """Gaps by this method. `open_gap` is the time since the last event, part of no limit; `open_word` what it says.

    `too_short` says that there are fewer than two gaps; without limits and not too short, the gaps do not vary.
    """

    gaps: tuple[float, ...]
    groups: tuple[Gaps, ...]
    points: tuple[str, ...]
    variation: str
    open_gap: float | None
    open_word: str | None
    too_short: bool
    in_a_row: int = 0


def days_between(events: Sequence[date]) -> list[float]:
    """The days between events in order of time; two on one day without times are half a day apart.

    Times count where both events have one: `datetime` beside `datetime`.
    """
    ordered = sorted(events, key=moment)
    return [_days(one, two) or HALF for one, two in zip(ordered, ordered[1:], strict=False)]


def moment(event: date) -> datetime:
    """An event's instant, or the start of its day."""
    return event if isinstance(event, datetime) else datetime(event.year, event.month, event.day)


def day_of(event: date) -> date:
    """The day of an event, whether its instant is known or not."""
    return event.date() if isinstance(event, datetime) else event


def _days(one: date, two: date) -> float:
    if isinstance(one, datetime) and isinstance(two, datetime):
        return (two - one) / timedelta(days=1)
    return float((day_of(two) - day_of(one)).days)


def nights_between(events: Sequence[date], nights: Mapping[date, float]) -> list[float]:
    """The occupied nights from each event's day to the day before the next one's; `nights` holds those of each day."""
    days = sorted(day_of(event) for event in events)
    return [nights_from(one, two, nights) for one, two in zip(days, days[1:], strict=False)]


def nights_from(first: date, until: date, nights: Mapping[date, float]) -> float:
    return math.fsum(nights.get(first + timedelta(days=day), 0.0) for day in range((until - first).days))


def t_chart(
    gaps: Sequence[float], better: str = "lower", open_gap: float | None = None, starts: Collection[int] = (),
    screen: bool = True,
) -> Rare:  # fmt: skip
    """Time between events: the XmR chart of the gaps to the power of 1/3.6, and its lines turned back.

    `better` is that of the event: where fewer are better, a longer gap is. `starts` are the first gaps of new groups.
    A gap of nothing counts as half a unit. Limits are firm from 20 events on; a group has one more than it has gaps.
    """
    filled = [gap or HALF for gap in gaps]
    chart = xmr([_small(gap) for gap in filled], TURNED.get(better, better), starts=starts, screen=screen)
    groups = tuple(
        Gaps(
            group.first, group.end, _large(group.mean), _large(group.lower), _large(group.upper),
            _firmness(group.end - group.first) if group.has_limits else "none",
        )
        for group in chart.groups
    )  # fmt: skip
    points = tuple(point or "common" for point in chart.points)
    too_short = chart.groups[-1].too_short if chart.groups else True
    word = _open_word(open_gap, groups)
    return Rare(tuple(filled), groups, points, chart.variation, open_gap, word, too_short, chart.in_a_row)


def _small(gap: float) -> float:
    return gap ** (1 / POWER)


def _large(line: float | None) -> float | None:
    return None if line is None else max(line, 0.0) ** POWER


def _firmness(gaps: int) -> str:
    return "firm" if gaps + 1 >= FIRM_EVENTS else "trial"


def g_chart(
    gaps: Sequence[float], better: str = "lower", open_gap: float | None = None, starts: Collection[int] = ()
) -> Rare:
    """Nights between events: the median, and g + 3 sqrt(g (g + 1)) above it, where g is the mean gap.

    A gap above the limit and seven in a row on one side of the median are signals; nothing lies below nothing.
    """
    found, points, row = [], ["common"] * len(gaps), 0
    for first, end in edges_of(starts, len(gaps)):
        inside = gaps[first:end]
        found.append(_group(first, end, inside))
        points[first:end] = _words(inside, found[-1])
        median = Group(first, end, found[-1].centre, None, "none", False, max(inside))
        row = in_a_row(inside, points[-1], median)
    groups = tuple(found)
    too_short = not groups or groups[-1].end - groups[-1].first < 2
    variation = "not_enough_data" if too_short else "common"
    if groups and groups[-1].baseline != "none":
        variation = variation_word(points[-1], TURNED.get(better, better))
    word = _open_word(open_gap, groups)
    return Rare(tuple(gaps), groups, tuple(points), variation, open_gap, word, too_short, row)


def _group(first: int, end: int, inside: Sequence[float]) -> Gaps:
    mean, median = statistics.fmean(inside), statistics.median(inside)
    if len(inside) < 2 or mean <= 0:
        return Gaps(first, end, median, None, None, "none")
    return Gaps(first, end, median, 0.0, mean + 3 * math.sqrt(mean * (mean + 1)), _firmness(len(inside)))


def _words(inside: Sequence[float], group: Gaps) -> list[str]:
    sides = shifts(sides_of(inside, group.centre or 0.0, max(inside)))
    return [
        f"outside_limits_{HIGH}" if group.upper is not None and gap > group.upper
        else f"shift_{HIGH if side > 0 else LOW}" if side
        else "common"
        for gap, side in zip(inside, sides, strict=True)
    ]  # fmt: skip


def _open_word(open_gap: float | None, groups: Sequence[Gaps]) -> str | None:
    upper = groups[-1].upper if groups else None
    if open_gap is None:
        return None
    return f"outside_limits_{HIGH}" if upper is not None and open_gap > upper else "common"
