"""Deadlines that were kept late or not at all, newest first, each with the record it comes from."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import downloads, records, words
from pages.parts.filters import Choice
from warehouse.session import Session

EVERY = "Every deadline"
LATE = {
    "late_within_max": "Late, within the maximum",
    "breached_local": "Late",
    "breached_statutory": "Late, against the law",
}


def draw(session: Session, choice: Choice) -> None:
    """What was not kept, of one kind where one is picked; the first stand in a table, the download has them all."""
    found = session.deadline_breaches(choice.period, choice.homes)
    if found.empty:
        st.markdown("Every deadline of this period that is decided was kept.")
        return
    titles = dict.fromkeys(found["title"].sort_values())
    kind = st.selectbox("Deadline", [EVERY, *titles], key="deadline", bind="query-params", width=480)
    found = found if kind in (None, EVERY) else found[found["title"] == kind].reset_index(drop=True)
    table = named(session, found)
    more = f" The first {records.SHOWN} are shown; the download has them all." if len(table) > records.SHOWN else ""
    st.markdown(f"{words.many(len(table), 'deadline was', 'deadlines were')} not kept, the newest first.{more}")
    st.dataframe(
        records.leading_on(table.head(records.SHOWN), found.head(records.SHOWN), choice),
        hide_index=True,
        placeholder="",
        alt="Deadlines that were kept late or not at all, with their records",
        column_config={
            name: st.column_config.LinkColumn(alignment="left") for name in ("Home", "Child") if name in table
        }
        | {"Deadline": st.column_config.TextColumn(width="medium")},
    )
    downloads.button("Download these deadlines", table, downloads.file_name(choice, "not-kept"))


def named(session: Session, found: pd.DataFrame) -> pd.DataFrame:
    """The deadlines with names for homes, children and staff and words for states; empty columns are left out."""
    homes, children = records.names(session)
    facts = session.incident_facts().set_index("record_id")["children"]
    several = found["record_id"].map(facts).where(found["child_id"].isna() & (found["dataset"] == "incidents"))
    columns = {
        "Began": found["clock_start"],
        "Home": found["home_id"].map(homes),
        "Deadline": found["duty"],
        "What came of it": [state(row) for row in found.itertuples()],
        "Taken": [taken(row) for row in found.itertuples()],
        "Limit": found["limit"],
        "Child": found["child_id"].map(children).fillna(found["child_id"]),
        "Children": several,
        "Staff": found["staff_id"].map(session.staff_names()).fillna(found["staff_id"]),
        "Due": found["due_at"],
        "Done": found["done_at"],
        "Kind of record": found["dataset"].map(words.dataset),
        "Record": found["record_id"].str.replace("|", " · ", regex=False),
        "File": found["file"],
        "Sheet": found["sheet"],
        "Row": found["row"].astype("Int64"),
    }
    return pd.DataFrame(columns).dropna(axis="columns", how="all")


def state(row: Any) -> str:
    """Late or not done, and whether that is against the law."""
    if row.state in LATE:
        return LATE[row.state]
    return "Not done, against the law" if row.is_law else "Not done"


def taken(row: Any) -> str | None:
    """How long it took where hours tell; nothing where it has not been done or only days are known."""
    return None if words.is_missing(row.hours) else words.how_long(row.hours)
