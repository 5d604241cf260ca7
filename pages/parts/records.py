"""The records that a figure is counted from, under headings a person reads, each with its file, sheet and row."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import downloads, places, words
from pages.parts.filters import Choice
from warehouse.registry import Measure
from warehouse.session import Session

SHOWN = 200
_COMES_OUT = {
    "sum": "What they add up to is the figure above.",
    "max": "The largest of them is the figure above.",
    "median": "The middle one of them is the figure above.",
}
_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def draw(session: Session, choice: Choice, measure: Measure) -> None:
    """The first records stand in a table that leads to home and child; the download has them all."""
    found = session.cases(measure.measure, choice.period, home=choice.home_id)
    if found.empty:
        where = "this home and period" if choice.home_id else "this period"
        st.markdown(f"There is no record to count for {where}.")
        return
    homes, children = names(session)
    table = _with_facts(session, found, named(found, homes, children, measure, session.staff_names()))
    st.markdown(_said(measure, len(table), bool(choice.home_id), bool(found["numerator"].isna().any())))
    st.dataframe(
        leading_on(table.head(SHOWN), found.head(SHOWN), choice, measure),
        hide_index=True,
        placeholder="",
        column_config=_columns(table, set(_amounts(measure))),
        alt=f"The records behind {measure.title}",
    )
    downloads.button("Download these records", table, downloads.file_name(choice))


def _said(measure: Measure, count: int, of_home: bool, has_parts: bool = False) -> str:
    """How many records there are and how the figure comes out of them."""
    if measure.denominator_is == "month_ends":
        comes_out = "Those who left are counted; those employed are averaged over the month ends."
    elif ("home" if of_home else "service") not in measure.levels and measure.unit != "grade":
        comes_out = ""
    elif measure.unit == "grade":
        comes_out = "Each home's grade stands on the newest of its own."
    else:
        comes_out = _COMES_OUT[measure.combine]
        if has_parts and measure.combine == "sum":
            comes_out += " A record without a number of its own belongs to one that is counted."
    shown = f" The first {SHOWN} are shown; the download has them all." if count > SHOWN else ""
    return f"{words.many(count, 'record')}. {comes_out}{shown}".strip()


def named(
    found: pd.DataFrame, homes: dict[str, str], children: dict[str, str], measure: Measure, staff: dict[str, str]
) -> pd.DataFrame:  # fmt: skip
    """The cases with names for homes and children and words for codes; columns empty throughout are left out."""
    columns = {
        "Day": found["counted_on"],
        "Until": found["counted_to"],
        "Home": found["home_id"].map(homes),
        "Child": found["child_id"].map(children).fillna(found["child_id"]),
        "Staff": found["staff_id"].map(staff),
        "Staff number": found["staff_id"],
        words.sentence(measure.numerator): found["numerator"],
        words.sentence(measure.denominator or "Of"): found["denominator"],
        "Kind of record": found["dataset"].map(words.dataset),
        "Record": [_record(record, {*homes, *children, *found["staff_id"].dropna()}) for record in found["record_id"]],
        "File": found["file"],
        "Sheet": found["sheet"],
        "Row": found["row"],
    }
    return pd.DataFrame(columns).dropna(axis="columns", how="all")


def _record(record_id: str, named_beside: Collection[str]) -> str | None:
    """A record by its own number; one told apart by home, person, day and kind by what no other column says."""
    parts = record_id.split("|")
    if len(parts) == 1:
        return None if record_id in named_beside else record_id
    said = [
        words.short_day(date.fromisoformat(part)) if _A_DAY.fullmatch(part) else words.code(part)
        for part in parts
        if part and part not in named_beside
    ]
    return " · ".join(said) or None


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


def names(session: Session) -> tuple[dict[str, str], dict[str, str]]:
    """The names of homes and of children by id."""
    homes, children = session.homes(), session.children()
    return dict(zip(homes["home_id"], homes["name"], strict=True)), dict(
        zip(children["child_id"], children["name"], strict=True)
    )


def leading_on(table: pd.DataFrame, found: pd.DataFrame, choice: Choice, measure: Measure | None = None) -> Any:
    """The table with homes and children as links that show the name, and the amounts of a measure with their signs."""
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
    said: dict[str, Any] = {
        column: (lambda to, names=names: names.get(to) or "") for column, names in shown.items()
    }  # fmt: skip
    amounts = _amounts(measure) if measure else {}
    said |= {column: how for column, how in amounts.items() if column in table}
    return linked.style.format(said, subset=list(said), na_rep="") if said else linked


def _amounts(measure: Measure) -> dict[str, Any]:
    """The columns of amounts that are more than whole numbers: money with its sign, a grade as its word."""
    columns = {words.sentence(measure.numerator): measure.numerator}
    if measure.denominator:
        columns[words.sentence(measure.denominator)] = measure.denominator
    if measure.unit == "grade":
        return {column: _grade for column in columns}
    return {column: _money for column, what in columns.items() if what.startswith("pounds")}


def _grade(amount: Any) -> str:
    return "" if words.is_missing(amount) else words.GRADES.get(round(amount), words.number(amount))


def _money(amount: Any) -> str:
    return "" if words.is_missing(amount) else words.money(amount)


def _columns(table: pd.DataFrame, said_otherwise: Collection[str]) -> dict[str, Any]:
    columns: dict[str, Any] = {
        name: st.column_config.LinkColumn(name, alignment="left") for name in ("Home", "Child") if name in table
    }
    columns |= {
        name: st.column_config.DateColumn(name, format="D MMM YYYY") for name in ("Day", "Until") if name in table
    }
    numbers = [name for name in table.columns if pd.api.types.is_numeric_dtype(table[name])]
    for name in numbers:
        if name in said_otherwise:
            columns[name] = st.column_config.NumberColumn(name)
        else:
            is_whole = (table[name].dropna() % 1 == 0).all()
            columns[name] = st.column_config.NumberColumn(name, format="%d" if is_whole else "%.2f")
    return columns
