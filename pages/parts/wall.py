"""Every measure as a card, area by area, for the home and period that are chosen."""

from __future__ import annotations

import streamlit as st

from pages.parts import cards, filters, words
from pages.parts.filters import Choice
from warehouse import periods
from warehouse.session import Session


def draw(session: Session, choice: Choice, under_a_heading: bool = False) -> None:
    """The cards stand on the page in the framework's order, each leading to its measure for the same choice.

    `under_a_heading` makes the names of the areas smaller than the heading that the page has above them.
    """
    heading = st.subheader if under_a_heading else st.header
    before = periods.before(choice.period)
    measures = session.measures()
    figures = cards.by_measure(cards.figures_of(session, choice, choice.period))
    earlier = cards.by_measure(cards.figures_of(session, choice, before))
    lines = cards.by_measure(cards.lines_of(session, choice, list(measures), filters.run_up_to(choice.period)))
    for area in dict.fromkeys(measure.area for measure in measures.values()):
        heading(area, anchor=False)
        with cards.wall() as wall:
            for name, measure in measures.items():
                if measure.area != area:
                    continue
                figure = figures[name][0]
                below = f"{words.BETTER[measure.better]} · {cards.complete(session, figure)}"
                with wall.cell():
                    cards.draw(
                        cards.Card(
                            measure, measure.title, figure, earlier[name][0], words.beside(before, choice.period),
                            lines[name], below, "measure", {"measure": name} | choice.asked,
                        )
                    )  # fmt: skip
