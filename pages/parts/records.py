"""The records that a figure is counted from, under headings a person reads, each with its file, sheet and row."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import downloads, places, words
from pages.parts.filters import Choice
from warehouse.registry import Measure
from warehouse.session import Session

SHOWN = 200


def draw(session: Session, choice: Choice, measure: Measure) -> None:
    """The first records stand in a table that leads to home and child; the download has them all."""
    found = session.cases(measure.measure, choice.period, home=choice.home_id)
    if found.empty:
        where = "this home and period" if choice.home_id else "this period"
        st.markdown(f"There is no record to count for {where}.")
        return
    homes, children = _names(session)
    table = _with_facts(session, found, named(found, homes, children, measure))
    st.markdown(_said(measure, len(table)))
    st.dataframe(
        _leading_on(table.head(SHOWN), found.head(SHOWN), choice),
        hide_index=True,
        placeholder="",
        column_config=_columns(table),
        alt=f"The records behind {measure.title}",
    )
    downloads.button("Download these records", table, downloads.file_name(choice))


def _said(measure: Measure, count: int) -> str:
    """How many records there are and how the figure comes out of them."""
    if measure.denominator_is == "month_ends":
        comes_out = "Those who left are counted; those employed are averaged over the month ends."
    else:
        comes_out = "What they add up to is the figure above."
    shown = f" The first {SHOWN} are shown; the download has them all." if count > SHOWN else ""
    return f"{words.many(count, 'record')}. {comes_out}{shown}"


def named(
    found: pd.DataFrame, homes: dict[str, str], children: dict[str, str], measure: Measure
) -> pd.DataFrame:  # fmt: skip
    """The cases with names for homes and children and words for codes; columns empty throughout are left out."""
    columns = {
        "Day": found["counted_on"],
        "Until": found["counted_to"],
        "Home": found["home_id"].map(homes),
        "Child": found["child_id"].map(children).fillna(found["child_id"]),
        "Staff number": found["staff_id"],
        words.sentence(measure.numerator): found["numerator"],
        words.sentence(measure.denominator or "Of"): found["denominator"],
        "Kind of record": found["dataset"].map(words.dataset),
        "Record": found["record_id"].str.replace("|", " · ", regex=False),
        "File": found["file"],
        "Sheet": found["sheet"],
        "Row": found["row"],
    }
    return pd.DataFrame(columns).dropna(axis="columns", how="all")


def _with_facts(session: Session, found: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Records that are incidents say as well at what time, what kind, and which children were in them."""
    if not (found["dataset"] == "incidents").any():
        return table
    facts = session.incident_facts().set_index("record_id")
    at = found["record_id"].map(facts["happened_at"]).map(words.clock)
    place = table.columns.get_loc("Home") + 1 if "Home" in table else 1
    table.insert(place, "Time", at)
    table.insert(
        place + 1, "What", found["record_id"].map(facts["kind"]).map(lambda kind: words.sentence(words.code(kind)))
    )
    if "Child" not in table:
        table.insert(place + 2, "Children", found["record_id"].map(facts["children"]))
    return table.where(table.notna(), None)


def _names(session: Session) -> tuple[dict[str, str], dict[str, str]]:
    homes, children = session.homes(), session.children()
    return dict(zip(homes["home_id"], homes["name"], strict=True)), dict(
        zip(children["child_id"], children["name"], strict=True)
    )


def _leading_on(table: pd.DataFrame, found: pd.DataFrame, choice: Choice) -> Any:
    """The table with homes and children as links that show the name."""
    period = choice.period.text
    shown: dict[str, dict[str | None, str]] = {}
    linked = table.copy()
    for column, id_column, place in (("Home", "home_id", "home"), ("Child", "child_id", "child")):
        if column not in table:
            continue
        to = [
            None if words.is_missing(asked) else places.address(place, **{place: asked, "period": period})
            for asked in found[id_column]
        ]
        shown[column] = dict(zip(to, table[column], strict=True))
        linked[column] = to
    said = {column: (lambda to, names=names: names.get(to) or "") for column, names in shown.items()}
    return linked.style.format(said, subset=list(said)) if said else linked


def _columns(table: pd.DataFrame) -> dict[str, Any]:
    columns: dict[str, Any] = {
        name: st.column_config.LinkColumn(name, alignment="left") for name in ("Home", "Child") if name in table
    }
    columns |= {
        name: st.column_config.DateColumn(name, format="D MMM YYYY") for name in ("Day", "Until") if name in table
    }
    numbers = [name for name in table.columns if pd.api.types.is_numeric_dtype(table[name])]
    return columns | {name: st.column_config.NumberColumn(name, format="%d") for name in numbers}
