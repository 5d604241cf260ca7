"""What a chart says, as a badge with a letter and a word, and the signals of a page in the order to read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from warehouse import periods
from warehouse.periods import Period
from warehouse.registry import Measure
from warehouse.session import Session

MONTHS = 24
# Each colour has one meaning, and never stands without its word: worse, better, only other, ordinary.
_COLOURS = {"concern": "orange", "improvement": "blue", "neutral": "violet"}
_ICONS = {"high": "north_east", "low": "south_east"}
_ORDER = ("concern", "improvement", "neutral")


def months(session: Session, chosen: Period) -> list[Period]:
    """The months that a period is judged in: two years to its last month, or to this one while the period runs."""
    newest = periods.containing(min(chosen.end, session.today), "month")
    oldest = periods.month(newest.start.year - MONTHS // 12, newest.start.month)
    return periods.between(oldest, newest, "month")[1:]


def kind(chart: Any) -> str:
    """concern, improvement or neutral for a chart whose last point is a signal; nothing for any other."""
    found = chart.variation.word.partition("_")[0] if chart and chart.variation else ""
    return found if found in _COLOURS else ""


def badge(chart: Any) -> str:
    """Markdown for what the chart says of its last point: `H Improving` in blue, `Nothing but chance` in grey."""
    if chart is None or chart.variation is None:
        return ":gray-badge[:material/more_horiz: Not judged by limits]"
    said, _, _ = chart.variation.said.partition(":")
    colour = _COLOURS.get(kind(chart))
    if colour is None:
        return f":gray-badge[:material/remove: {said}]"
    icon = _ICONS[chart.variation.word.rpartition("_")[2]]
    return f":{colour}-badge[:material/{icon}: {chart.variation.letter} {said}]"


def aim_badge(chart: Any) -> str:
    """Markdown for what to expect of the target: its letter and a word; nothing where there is no target."""
    if chart is None or chart.assurance is None:
        return ""
    said = {"pass": "Target met", "fail": "Target missed", "inconsistent": "Target met at times"}
    return f":gray-badge[:material/flag: {chart.assurance.letter} {said[chart.assurance.word]}]"


@dataclass(frozen=True)
class Signal:
    """One measure whose last month is more than chance, in one home or (no home) in all of them together."""

    measure: Measure
    home_id: str | None
    home_name: str
    chart: Any

    @property
    def kind(self) -> str:
        return kind(self.chart)


def found(
    session: Session, chosen: Period, measures: Iterable[str], homes: Iterable[Any], home: str | None,
    beside: Iterable[str] = (),
) -> list[Signal]:  # fmt: skip
    """The signals of these measures: what concerns first, then what improves, then what only changed.

    With one home asked its own; otherwise those of each of `homes`, and of all together where no home alone has one.
    Series that stand `beside` are judged for what is asked alone: home by home, chance would make many of them signal.
    """
    asked, run = list(measures), months(session, chosen)
    every = [*asked, *(one for one in beside if one not in asked)]
    if home is not None:
        names = {one.home_id: one.name for one in homes}
        signals = _of(session, every, run, home, names.get(home, ""))
    else:
        signals = [one for place in homes for one in _of(session, asked, run, place.home_id, place.name)]
        known = {(one.measure.measure, one.kind) for one in signals}
        together = _of(session, every, run, None, "")
        signals = [one for one in together if (one.measure.measure, one.kind) not in known] + signals
    return sorted(signals, key=lambda one: (_ORDER.index(one.kind), every.index(one.measure.measure)))


def _of(session: Session, measures: list[str], run: list[Period], home: str | None, name: str) -> list[Signal]:
    charts = session.charts(run, measures, [home] if home else None)
    return [Signal(session.measure(one), home, name, chart) for one, chart in charts.items() if kind(chart)]
