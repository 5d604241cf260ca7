"""One quality standard: what it asks, the measures that speak to it, and what the audits ask about it."""

from __future__ import annotations

import streamlit as st

from pages.parts import filters, tables, wall, words
from pages.parts.filters import Choice
from warehouse.session import AppendixItem, Session

HEADINGS = {"primary": "Measures that answer for it", "secondary": "Measures that bear on it"}


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
    """Each audit with its lines, a row a section; lines that are about another standard first are grey."""
    items = session.appendix_items(regulation)
    if not items:
        st.markdown("Neither audit asks about it.")
    for appendix, title in session.appendices().items():
        sections: dict[str, list[str]] = {}
        for item in items:
            if item.appendix == appendix:
                heading = f"{item.section} {words.plain(item.section_title)}"
                sections.setdefault(heading, []).append(_line(session, item, regulation))
        if sections:
            st.subheader(f"Appendix {appendix}: {title}", anchor=False)
            rows = [{"Section": section, "What is asked": "  \n".join(lines)} for section, lines in sections.items()]
            tables.draw(rows, f"What the {title.lower()} asks about regulation {regulation}")


def _line(session: Session, item: AppendixItem, regulation: int) -> str:
    """The line as it is asked, what kind of answer it wants, and where the framework's own words differ."""
    kind = session.kinds_of_item()[item.kind].lower()
    if item.primary != regulation:
        said = f":gray[{words.plain(item.text)} · {kind} · chiefly about regulation {item.primary}]"
    else:
        said = f"{words.plain(item.text)} :gray[· {kind}]"
    return f"{said}  \n:gray[{words.plain(item.note)}]" if item.note else said
