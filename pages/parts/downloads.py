"""Tables as files: exactly what the page shows, safe to open in a spreadsheet, under a name that says what it is."""

from __future__ import annotations

import csv
import io
import re
from numbers import Number
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import words
from pages.parts.filters import Choice

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")


def button(label: str, table: pd.DataFrame, name: str) -> None:
    """A button that saves the table, marked as closed: it holds exact figures and may hold names."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            label, lambda: as_csv(table), file_name=name, mime="text/csv", icon=":material/download:",
            on_click="ignore", key=f"download_{name}",
        )  # fmt: skip
        st.caption("Closed: exact figures, not for publication.", width="content")


def file_name(choice: Choice, what: str = "") -> str:
    """`hearth-attendance_pct-2025-26-Q1-H01.csv`: measure, period, home where one is chosen, and what the table is."""
    parts = ["hearth", choice.measure, choice.period.text.replace("..", "-to-"), choice.home_id, what]
    return "-".join(re.sub(r"[^\w-]", "_", part) for part in parts if part) + ".csv"


def as_csv(table: pd.DataFrame) -> bytes:
    """The table alone, first its headings, as UTF-8 that spreadsheets recognise; no cell can start a formula."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([guarded(heading) for heading in table.columns])
    for row in table.itertuples(index=False, name=None):
        rows.writerow([guarded(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: Any) -> str:
    """The cell as text, behind an apostrophe where a spreadsheet would otherwise run it; numbers stay numbers."""
    if words.is_missing(cell):
        return ""
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    if isinstance(cell, Number):
        return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)
    text = str(cell)
    if text.startswith(_STARTS_A_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
