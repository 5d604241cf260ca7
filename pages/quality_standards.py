"""One quality standard: what it asks, the measures that speak to it, and what the audits ask about it."""

from __future__ import annotations

import streamlit as st

from pages.parts import filters, tables, wall, words
from pages.parts.filters import Choice
from warehouse.session import Session

HEADINGS = {"primary": "What answers for it", "secondary": "What bears on it"}


def render(session: Session) -> None:
    """Draws the quality standard, home and period in the address."""
    heading = st.container(gap="xxsmall")
    choice = filters.chosen(session, standards=True)
    regulation = choice.standard or 0
    standard = session.quality_standards()[regulation]
    with heading:
        st.title(f"Regulation {regulation}: {standard.title}", anchor=False)
        st.markdown(standard.plain)
    for bearing, said in HEADINGS.items():
        _measures(session, choice, bearing, said)
    st.header("What the audits ask about it", anchor=False)
    _audits(session, regulation)


def _measures(session: Session, choice: Choice, bearing: str, heading: str) -> None:
    measures = session.measures_of_standard(choice.standard or 0, bearing)
    if bearing == "secondary" and not measures:
        return
    st.header(heading, anchor=False)
    if measures:
        wall.draw_these(session, choice, measures)
    else:
        st.markdown("No measure of its own yet: the audits below are what speaks to it.")


def _audits(session: Session, regulation: int) -> None:
    """Each audit with its lines, section by section; a line is marked where this standard is the one it is about."""
    items = session.appendix_items(regulation)
    if not items:
        st.markdown("Neither audit asks about it.")
    for appendix, title in session.appendices().items():
        rows = [
            {
                "Section": f"{item.section} {item.section_title}",
                "What is asked": f"{words.plain(item.text)}" + (f"  \n:gray[{item.note}]" if item.note else ""),
                "Answer": session.kinds_of_item()[item.kind],
                "Speaks to it": "Primary" if item.primary == regulation else "Secondary",
            }
            for item in items
            if item.appendix == appendix
        ]
        if rows:
            st.subheader(f"Appendix {appendix}: {title}", anchor=False)
            tables.draw(rows, f"What the {title.lower()} asks about regulation {regulation}")
