"""Deadlines: what has to be done first, how well each is kept, what was not kept, and where the framework differs."""

from __future__ import annotations

import streamlit as st

from pages.parts import breaches, contradictions, due, filters, kept
from warehouse.session import Session


def render(session: Session) -> None:
    """Draws what is due in the home in the address, and how deadlines were kept there in its period."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width="stretch", gap="xxsmall"):
            st.title("Deadlines", anchor=False)
            line = st.empty()
        with st.container(width="content"):
            choice = filters.chosen(session)
    line.markdown(due.first_line(session, choice))
    st.header("What to do first", anchor=False)
    due.draw_all(session, choice)
    st.header(f"How well deadlines are kept, {filters.said_so_far(choice.period, session.today)}", anchor=False)
    if choice.period.start > session.today:
        st.info(f"{choice.period.label} has not begun, so no deadline can be judged yet.", icon=":material/event:")
    else:
        kept.draw(session, choice)
        st.header("What was not kept, and the records", anchor=False)
        breaches.draw(session, choice)
    st.header("Where the framework contradicts itself", anchor=False)
    contradictions.draw(session, choice)
    st.header("What cannot be judged", anchor=False)
    kept.draw_not_judged(session)
