"""Small tables that read as text: every row is on the page, for eyes, screen readers and print alike."""

from __future__ import annotations

import pandas as pd
import streamlit as st


def draw(rows: list[dict[str, str]], alt: str) -> None:
    """The rows stand on the page under their headings; cells are Markdown, so data comes through `plain`."""
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, alt=alt)
