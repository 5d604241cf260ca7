"""Deadlines that were kept late or not at all, newest first, each with the record it comes from."""

from __future__ import annotations

from datetime import datetime
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
        st.markdown("No deadline was missed in this period.")
        return
    titles = dict.fromkeys(found["title"].sort_values())
    kind = st.selectbox("Deadline", [EVERY, *titles], key="deadline", bind="query-params", width=480)
    found = found if kind in (None, EVERY) else found[found["title"] == kind].reset_index(drop=True)
    table = named(session, found)
    more = f" The first {records.SHOWN} are shown; the download has them all." if len(table) > records.SHOWN else ""
    st.markdown(f"{words.many(len(table), 'deadline was', 'deadlines were')} not kept, the newest first.{more}")
    st.dataframe(
        _shown(table.head(records.SHOWN), found.head(records.SHOWN), choice),
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
    staff = found["staff_id"].map(session.staff_names()).fillna(found["staff_id"])
    columns = {
        "Began": found["clock_start"],
        "Home": found["home_id"].map(homes),
        "Deadline": found["duty"],
        "What came of it": [state(row) for row in found.itertuples()],
        "Taken": [taken(row) for row in found.itertuples()],
        "Limit": found["limit"].map(words.sentence),
        "Child": found["child_id"].map(children).fillna(found["child_id"]),
        "Children or staff": several.fillna(staff),
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
    """How long it took, in hours where the limit is in hours and the hours are known, else in days by the calendar."""
    if words.is_missing(row.done_at) or words.is_missing(row.clock_start):
        return None
    if "hour" in row.limit and not words.is_missing(row.hours):
        return words.many(int(row.hours), "hour") + _minutes(row.hours)
    days = datetime.fromisoformat(row.done_at).date() - datetime.fromisoformat(row.clock_start).date()
    return words.many(days.days, "day")


def _minutes(hours: float) -> str:
    minutes = round(hours * 60) - int(hours) * 60
    return f" {words.many(minutes, 'minute')}" if minutes else ""


def _shown(table: pd.DataFrame, found: pd.DataFrame, choice: Choice) -> Any:
    """The table with names that lead on and moments as people write them; it still sorts by the moments themselves."""
    linked = records.leading_on(table, found, choice)
    styled = linked.style if isinstance(linked, pd.DataFrame) else linked
    return styled.format(moment, subset=[name for name in ("Began", "Due", "Done") if name in table])


def moment(said: Any) -> str:
    """`28 Sep 2026, 19:25`, or the day alone where only that is known."""
    if words.is_missing(said):
        return ""
    found = datetime.fromisoformat(said)
    return words.short_day(found) + (f", {found:%H:%M}" if ":" in said else "")
