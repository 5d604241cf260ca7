"""What is shown before anything has been loaded: what to do first."""

from __future__ import annotations

import streamlit as st


def render() -> None:
    """Draws the page that says how to load the first exports."""
    st.title("Welcome to Hearth", anchor=False)
