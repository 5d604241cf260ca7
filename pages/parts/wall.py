"""Every measure as a card, area by area, for the home and period that are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.parts import cards, filters, places, signals, words
from pages.parts.filters import Choice
from warehouse import periods
from warehouse.registry import Measure
from warehouse.session import FiguresByMeasure, Session

MOST_HOMES = 5


@dataclass(frozen=True)
class _Told:
    """All that the cards of one page draw from, asked for once."""

    figures: FiguresByMeasure
    earlier: FiguresByMeasure
    lines: FiguresByMeasure
    charts: Mapping[str, Any]
    homes: Mapping[str, list[tuple[str, Any]]]


def _told(session: Session, choice: Choice, measures: Mapping[str, Measure]) -> _Told:
    asked, before = tuple(measures), periods.before(choice.period)
    return _Told(
        session.by_measure([choice.period], homes=choice.homes, measures=asked),
        session.by_measure([before], homes=choice.homes, measures=asked),
        session.by_measure(filters.run_up_to(choice.period), homes=choice.homes, measures=asked),
        session.charts(signals.months(session, choice.period), asked, choice.homes),
        home_by_home(session, choice, asked),
    )


def draw(session: Session, choice: Choice, measures: Mapping[str, Measure], under_a_heading: bool = False) -> None:
    """The cards stand on the page area by area, each leading to its measure for the same choice.

    `under_a_heading` makes the names of the areas smaller than the heading that the page has above them.
    """
    heading = st.subheader if under_a_heading else st.header
    told = _told(session, choice, measures)
    for area in dict.fromkeys(measure.area for measure in measures.values()):
        heading(area, anchor=False)
        _cards(session, choice, told, [measure for measure in measures.values() if measure.area == area])


def draw_these(session: Session, choice: Choice, measures: Mapping[str, Measure]) -> None:
    """A card for each of these measures, under whatever heading stands above."""
    _cards(session, choice, _told(session, choice, measures), list(measures.values()))


def _cards(session: Session, choice: Choice, told: _Told, measures: Sequence[Measure]) -> None:
    before = words.beside(periods.before(choice.period), choice.period)
    with cards.wall() as wall:
        for measure in measures:
            name = measure.measure
            if not told.figures[name]:
                continue
            figure, chart = told.figures[name][0], told.charts.get(name)
            below = f"{words.BETTER[measure.better]} · {cards.complete(session, figure)}"
            if told.homes.get(name):
                below = f"{_said(measure, told.homes[name])}  \n{below}"
            judged = f"{signals.badge(chart)} {signals.aim_badge(chart)}".strip()
            with wall.cell():
                cards.draw(
                    cards.Card(
                        measure, measure.title, figure, told.earlier[name][0], before, told.lines[name], judged, below,
                        "measure", {"measure": name} | choice.asked,
                    )
                )  # fmt: skip
    _not_here(choice, [measure for measure in measures if not told.figures[measure.measure]], told.homes)


def _not_here(choice: Choice, measures: Iterable[Measure], homes: Mapping[str, list[tuple[str, Any]]]) -> None:
    """A line for each measure that has no figure for what is chosen: the homes' own, or where there is one."""
    for measure in measures:
        if "home" in measure.levels:
            said = _said(measure, homes[measure.measure]) if homes else "one figure a home; pick a home to see it"
        else:
            said = "one figure for all homes together"
        places.link(
            "measure",
            f"{measure.title} :material/chevron_right: {said}",
            "",
            **{"measure": measure.measure} | choice.asked,
        )


def home_by_home(session: Session, choice: Choice, measures: tuple[str, ...]) -> dict[str, list[tuple[str, Any]]]:
    """The figure of each home beside its name, measure by measure; nothing for one home, or where they are many."""
    names = {home.home_id: home.name for home in session.home_rows()}
    if choice.home_id or not 2 <= len(names) <= MOST_HOMES:
        return {}
    return {
        measure: sorted(((words.plain(names[row.home_id]), row) for row in rows if row.home_id), key=lambda one: one[0])
        for measure, rows in session.by_measure([choice.period], by="home", measures=measures).items()
    }


def _said(measure: Measure, homes: list[tuple[str, Any]]) -> str:
    """`Birch House 71.4% · Rowan Lodge 43.8%`: the homes by name, never ranked, no name broken over two lines."""
    return " · ".join(f"{name} **{cards.shown(measure, row)}**".replace(" ", "\u00a0") for name, row in homes)
