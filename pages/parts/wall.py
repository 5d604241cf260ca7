"""Every measure as a card, area by area, for the home and period that are chosen."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import cards, filters, words
from pages.parts.filters import Choice
from warehouse import periods
from warehouse.session import Session


def draw(session: Session, choice: Choice) -> None:
    """The cards stand on the page in the framework's order, each leading to its measure for the same choice."""
    before = periods.before(choice.period)
    measures = session.measures()
    by = "home" if choice.home_id else "service"
    figures = cards.by_measure(session.figures(choice.period, by=by, homes=choice.homes))
    earlier = cards.by_measure(session.figures(before, by=by, homes=choice.homes))
    lines = cards.by_measure(_lines(session, choice))
    for area in dict.fromkeys(measure.area for measure in measures.values()):
        st.header(area, anchor=False)
        with cards.wall() as wall:
            for name, measure in measures.items():
                if measure.area != area:
                    continue
                figure = figures[name][0]
                covered_to = session.covered_to(name) if figure.revision == "p" else None
                below = f"{words.BETTER[measure.better]} · {cards.complete(figure, covered_to)}"
                with wall.cell():
                    cards.draw(
                        cards.Card(
                            measure, measure.title, figure, earlier[name][0], words.beside(before, choice.period),
                            lines[name], below, "measure", {"measure": name} | choice.asked,
                        )
                    )  # fmt: skip


def _lines(session: Session, choice: Choice) -> Any:
    """The figures that lead up to the period, of the home chosen or of the service."""
    run = filters.run_up_to(choice.period)
    if choice.home_id is None:
        return session.series(list(session.measures()), run)
    every = session.series_by_home(list(session.measures()), run)
    return every[every["home_id"] == choice.home_id]
