"""The chart of a rare event: the gaps between one and the next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from warehouse.framework_data import Rebase
from warehouse.periods import MONTHS
from warehouse.registry import Measure
from warehouse.spc import rare, words
from warehouse.spc.drawn import Chart, Line, Mark, Point, icon
from warehouse.spc.xmr import judged_as


def over_gaps(
    measure: Measure, events: Sequence[date], today: date, rebases: Sequence[Rebase],
    nights: Mapping[date, float] | None,
) -> Chart:  # fmt: skip
    """The chart of a rare event, as chart_of says."""
    moments = sorted((event for event in events if rare.day_of(event) <= today), key=rare.moment)
    days = [rare.day_of(event) for event in moments]
    # A gap belongs to the days after a rebase once the event that it starts from does.
    marks = tuple(Mark(_first_from(days, one.from_period.start), one.from_period.start, one.reason) for one in rebases)
    method, unit, since, found = _found(measure.better, moments, days, today, [mark.place for mark in marks], nights)
    centre = words.AVERAGE if method == "t" else words.MEDIAN
    baseline = found.groups[-1].baseline if found.groups else "none"
    points = tuple(
        Point(
            _written(day),
            day,
            gap,
            word=word,
            said=words.point(word, centre),
            judged=judged_as(word, rare.TURNED.get(measure.better, measure.better)),
        )
        for day, gap, word in zip(days[1:], found.gaps, found.points, strict=True)
    )
    lines = tuple(
        Line(each.first, each.end, each.centre, each.lower, each.upper, lower_drawn=each.lower, upper_drawn=each.upper,
             baseline=each.baseline) for each in found.groups
    )  # fmt: skip
    said = words.Said(
        method, found.variation, found.points[-1] if found.points else None, baseline, why="" if days else "nothing",
        label=words.amount(found.gaps[-1], unit) if found.gaps else "", in_a_row=found.in_a_row,
    )  # fmt: skip
    return Chart(
        measure.measure, method, unit, points, lines, icon(found.variation, words.GAPS), None, baseline,
        words.sentence(said), words.footer(method), centre,
        marks=marks, open_gap=since, open_on=today if days else None, open_word=found.open_word,
        open_said=words.since(since, unit, found.open_word),
    )  # fmt: skip


def _first_from(days: Sequence[date], first: date) -> int:
    return next((place for place, day in enumerate(days) if day >= first), len(days))


def unsupplied(measure: Measure) -> Chart:
    """The chart of a rare event of which nothing is known, not even that there was none."""
    return Chart(
        measure.measure, "t", "days", (), (), icon("not_enough_data", words.GAPS), None, "none",
        words.sentence(words.Said("t", why="not_supplied")), "", words.AVERAGE,
    )  # fmt: skip


def _found(
    better: str, moments: Sequence[date], days: Sequence[date], today: date, starts: Collection[int],
    nights: Mapping[date, float] | None,
) -> tuple[str, str, float | None, rare.Rare]:  # fmt: skip
    """The method, its unit, how much of it has passed since the last event, and what was found."""
    if nights is None:
        since = float((today - days[-1]).days) if days else None
        return "t", "days", since, rare.t_chart(rare.days_between(moments), better, since, starts)
    since = rare.nights_from(days[-1], today, nights) if days else None
    return "g", "nights", since, rare.g_chart(rare.nights_between(moments, nights), better, since, starts)


def _written(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def event_days(cases: Any) -> list[date]:
    """The days of the events behind the cases of a measure, a day an event however many people it concerned.

    `cases` is a frame of cases as figures.cases gives them.
    """
    counted = cases[cases["numerator"] > 0].drop_duplicates(["dataset", "record_id"])
    return sorted(rare.day_of(day) for day in counted["counted_on"])
