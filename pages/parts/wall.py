"""Every measure as a card, area by area, for the home and period that are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from pages.parts import cards, filters, places, words
from pages.parts.filters import Choice
from warehouse import periods
from warehouse.registry import Measure
from warehouse.session import Session

MOST_HOMES = 5


def draw(session: Session, choice: Choice, under_a_heading: bool = False) -> None:
    """The cards stand on the page in the framework's order, each leading to its measure for the same choice.

    `under_a_heading` makes the names of the areas smaller than the heading that the page has above them.
    """
    heading = st.subheader if under_a_heading else st.header
    measures = session.measures()
    for area in dict.fromkeys(measure.area for measure in measures.values()):
        heading(area, anchor=False)
        draw_these(session, choice, {name: measure for name, measure in measures.items() if measure.area == area})


def draw_these(session: Session, choice: Choice, measures: Mapping[str, Measure]) -> None:
    """A card for each of these measures, each leading to its measure for the same choice."""
    before = periods.before(choice.period)
    figures = session.by_measure([choice.period], homes=choice.homes)
    earlier = session.by_measure([before], homes=choice.homes)
    lines = session.by_measure(filters.run_up_to(choice.period), homes=choice.homes)
    homes = _home_by_home(session, choice)
    here = {name: measure for name, measure in measures.items() if figures[name]}
    with cards.wall() as wall:
        for name, measure in here.items():
            figure = figures[name][0]
            below = f"{words.BETTER[measure.better]} · {cards.complete(session, figure)}"
            if homes.get(name):
                below = f"{_said(measure, homes[name])}  \n{below}"
            with wall.cell():
                cards.draw(
                    cards.Card(
                        measure, measure.title, figure, earlier[name][0], words.beside(before, choice.period),
                        lines[name], below, "measure", {"measure": name} | choice.asked,
                    )
                )  # fmt: skip
    _not_here(choice, [measure for name, measure in measures.items() if name not in here], homes)


def _not_here(choice: Choice, measures: Iterable[Measure], homes: dict[str, list[tuple[str, Any]]]) -> None:
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


def _home_by_home(session: Session, choice: Choice) -> dict[str, list[tuple[str, Any]]]:
    """The figure of each home beside its name, measure by measure; nothing for one home, or where they are many."""
    names = {home.home_id: home.name for home in session.home_rows()}
    if choice.home_id or not 2 <= len(names) <= MOST_HOMES:
        return {}
    return {
        measure: [(words.plain(names[row.home_id]), row) for row in rows if row.home_id]
        for measure, rows in session.by_measure([choice.period], by="home").items()
    }


def _said(measure: Measure, homes: list[tuple[str, Any]]) -> str:
    """`Birch House 71.4% · Rowan Lodge 43.8%`: the homes by name, never ranked, no name broken over two lines."""
    return " · ".join(f"{name} **{cards.shown(measure, row)}**".replace(" ", "\u00a0") for name, row in homes)
