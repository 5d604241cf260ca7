"""What is shown before anything has been loaded: what to do first."""

from __future__ import annotations

import streamlit as st

_STEPS = (
    (
        ":material/folder_open:",
        "Load your own exports",
        "Put the exports from your homes, schools and human resources in one folder and load it. A file may be Excel "
        "or CSV; Hearth finds the sheet, the headings and the day each one speaks of.",
        "python -m pipelines load FOLDER",
    ),
    (
        ":material/science:",
        "Or look around first",
        "Three invented homes with two years of records. Nobody in them is real, and they can be thrown away.",
        "python -m pipelines demo",
    ),
)


def render(why: str = "") -> None:
    """Draws the page that says how to load the first exports, or, with `why`, what else has to be done first."""
    st.title("Welcome to Hearth", anchor=False)
    if why:
        st.warning(why, icon=":material/build:")
        if st.button("Look again", icon=":material/refresh:", type="primary"):
            st.rerun()
        return
    st.markdown("Nothing has been loaded yet, so there are no figures to show. There are two ways to begin.")
    with st.grid(2, min_column_width=340, border=True) as grid:
        for icon, title, said, command in _STEPS:
            with grid.cell():
                st.header(f"{icon} {title}", anchor=False)
                st.markdown(said)
                st.code(command, language=None)
    st.markdown("When the command has finished, look again.")
    if st.button("Look again", icon=":material/refresh:", type="primary"):
        st.rerun()
