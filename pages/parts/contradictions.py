"""Where the framework says two things of a deadline: its own wording, how it is read here, and the other reading."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts import words
from pages.parts.filters import Choice
from warehouse.session import Conflict, Session


def draw(session: Session, choice: Choice) -> None:
    """A line that opens for each conflict that touches a deadline; those with another reading first, with figures."""
    readings = [name for name, one in session.deadline_standards().items() if one.reading_of]
    other = session.deadline_compliance(choice.period, choice.homes, chosen=readings)
    judged = session.deadline_compliance(choice.period, choice.homes)
    figures = pd.concat([judged, other]).set_index("standard")
    found = [one for one in session.conflicts().values() if one.standards]
    found.sort(key=lambda one: not set(one.standards) & set(readings))
    st.markdown(
        "The framework is a draft, and in places it says two things or leaves something open. Each place says how it "
        "is read here; the council can settle it."
    )
    for conflict in found:
        _one(session, conflict, figures)


def _one(session: Session, conflict: Conflict, figures: pd.DataFrame) -> None:
    known = session.deadline_standards()
    judged = [words.plain(known[name].title) for name in conflict.standards if not known[name].reading_of]
    with st.expander(f"**{words.listed(judged)}**: {words.plain(conflict.problem)}"):
        if conflict.wording:
            st.markdown(f"The framework ({words.plain(conflict.where)}): {words.plain(conflict.wording)}")
        else:
            st.markdown(f"Where: {words.plain(conflict.where)}")
        st.markdown(f"Here: {words.plain(conflict.treatment)}")
        if len(judged) == len(conflict.standards):
            return
        for name in conflict.standards:
            st.markdown(
                f"- {words.plain(known[name].title)} ({words.plain(known[name].limit)}): {_kept(figures, name)}"
            )


def _kept(figures: pd.DataFrame, standard: str) -> str:
    if standard not in figures.index or not figures.loc[standard, "decided"]:
        return "nothing to judge in this period"
    row = figures.loc[standard]
    return f"kept {int(row['met']):,} of {int(row['decided']):,}"
