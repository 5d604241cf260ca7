"""How well deadlines were kept: a row a standard, and the standards that cannot be judged."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import downloads, filters, tables, words
from pages.parts.filters import Choice
from warehouse.session import Session

HOMES_BESIDE = 5
MOST_MISSED = 3
# What became of deadlines that were not kept in time, by the column it is counted in; then what is not judged.
MISSED = {
    "overdue": "not done",
    "breached_statutory": "late, against the law",
    "breached_local": "late",
    "late_within_max": "late within the maximum",
}
BESIDE = {
    "pending": "still running",
    "indeterminate": "cannot be told",
    "declined_offered": "declined",
    "not_required": "not required",
}


def draw(session: Session, choice: Choice) -> None:
    """A sentence on what is missed most, the standards that were missed, those always kept, and all as a file."""
    found = _of_standards(session, choice)
    if found.empty:
        st.markdown("No deadline falls in this period.")
        return
    st.markdown(most_missed(found))
    period = filters.said_so_far(choice.period, session.today)
    missed = found["met"] < found["decided"]
    if missed.any():
        worst = found[missed].assign(missed=found["decided"] - found["met"])
        worst = worst.sort_values("missed", ascending=False, kind="stable")
        tables.draw(_rows(session, choice, worst), f"Deadlines that were missed at times, {period}")
    if not missed.all():
        with st.expander(f"{words.many(int((~missed).sum()), 'deadline')} kept every time, or not decided yet"):
            tables.draw(_rows(session, choice, found[~missed]), f"Deadlines that were kept every time, {period}")
    downloads.button("Download this table", _file(session, choice, found), downloads.file_name(choice, "deadlines"))
    st.caption(
        "Kept is what was done in time, of all that was decided; what is not done and out of time counts against. What "
        "still runs, cannot be told, was declined or is not required stands beside. Events belong to the day they "
        "happened, duties that come round to the day they are due."
    )


def _of_standards(session: Session, choice: Choice) -> pd.DataFrame:
    """The counts of every standard that has a limit, in the framework's order."""
    known = session.deadline_standards()
    order = {standard: place for place, standard in enumerate(known)}
    found = session.deadline_compliance(choice.period, choice.homes)
    found = found[found["standard"].isin([name for name, one in known.items() if one.limit])]
    return found.sort_values("standard", key=lambda names: names.map(order), kind="stable")


def most_missed(found: pd.DataFrame) -> str:
    """The standards that were missed most often, by name, each with how often it was kept."""
    missed = found[found["met"] < found["decided"]]
    if not found["decided"].sum():
        return "Nothing is decided yet in this period."
    if missed.empty:
        return "Every deadline that is decided was kept."
    most = missed.assign(missed=missed["decided"] - missed["met"])
    most = most.sort_values("missed", ascending=False, kind="stable").head(MOST_MISSED)
    said = [f"**{words.plain(row.title)}** (kept {of(row)})" for row in most.itertuples()]
    return f"Missed most often: {words.listed(said)}."


def of(row: Any) -> str:
    """`27 of 37`: kept, of those decided."""
    return f"{int(row.met):,} of {int(row.decided):,}"


def percent(value: float) -> str:
    """The percentage to one place at most, but never all nor none unless it is; a dash where nothing is decided."""
    if words.is_missing(value):
        return "–"
    return f"{words.number(value if value in (0, 100) else min(max(round(value, 1), 0.1), 99.9))}%"


def _beside(session: Session, choice: Choice) -> dict[str, dict[str, str]]:
    """By the name of each home, where homes are few, how often it kept each standard."""
    homes = session.home_rows()
    if choice.home_id or not 1 < len(homes) <= HOMES_BESIDE:
        return {}
    apart = session.deadline_compliance(choice.period, by="home")
    apart = apart[apart["decided"] > 0]
    return {
        home.name: {row.standard: of(row) for row in apart[apart["home_id"] == home.home_id].itertuples()}
        for home in homes
    }


def _rows(session: Session, choice: Choice, found: pd.DataFrame) -> list[dict[str, str]]:
    homes, readings = _beside(session, choice), other_readings(session, choice)
    rows = []
    for row in found.itertuples():
        row_said = {
            "Deadline": _title(session, row, readings.get(row.standard, "")),
            "Kept": f"**{percent(row.value)}**  \n:gray[{of(row)}]" if row.decided else "–",
        }
        row_said |= {words.plain(home): kept.get(row.standard, "–") for home, kept in homes.items()}
        rows.append(row_said | {"The others": others(row)})
    return rows


def _title(session: Session, row: Any, reading: str) -> str:
    limit = words.sentence(session.deadline_standards()[row.standard].limit)
    other = f"  \n:gray[:material/call_split: {words.plain(reading)}]" if reading else ""
    return f"**{words.plain(row.title)}**  \n:gray[{words.plain(limit)}]{other}"


def others(row: Any) -> str:
    """What became of those not kept, and how many are not judged: `3 not done, 1 late; 2 declined`."""
    missed = [f"{int(getattr(row, name)):,} {said}" for name, said in MISSED.items() if getattr(row, name)]
    beside = [f"{int(getattr(row, name)):,} {said}" for name, said in BESIDE.items() if getattr(row, name)]
    return "  \n".join(part for part in (", ".join(missed), f":gray[{', '.join(beside)}]" if beside else "") if part)


def other_readings(session: Session, choice: Choice) -> dict[str, str]:
    """By standard, what its other reading would give: `Read the other way, every 2 months: kept 3 of 4`."""
    known = session.deadline_standards()
    readings = {name: one for name, one in known.items() if one.reading_of}
    found = session.deadline_compliance(choice.period, choice.homes, chosen=list(readings))
    figures = {row.standard: f"kept {of(row)}" for row in found.itertuples() if row.decided}
    return {
        one.reading_of or "": f"Read the other way, {one.limit}: {figures.get(name, 'nothing to judge in this period')}"
        for name, one in readings.items()
    }


def _file(session: Session, choice: Choice, found: pd.DataFrame) -> pd.DataFrame:
    """The same figures with a column for each, as a file has them."""
    known, homes = session.deadline_standards(), _beside(session, choice)
    columns: dict[str, Any] = {
        "Deadline": found["title"],
        "Limit": found["standard"].map({name: one.limit for name, one in known.items()}),
        "Kept": found["met"],
        "Of": found["decided"],
        "Percent": [percent(value).removesuffix("%") for value in found["value"]],
    }
    columns |= {name: found["standard"].map(kept).fillna("") for name, kept in homes.items()}
    columns |= {words.sentence(said): found[name] for name, said in (MISSED | BESIDE).items()}
    return pd.DataFrame(columns)


def draw_not_judged(session: Session) -> None:
    """The standards for which no limit has been set, and those of which nothing is recorded, each with why."""
    rows = []
    for standard in session.deadline_standards().values():
        if not standard.limit:
            suggestion = f" Suggested: {words.plain(standard.suggestion)}." if standard.suggestion else ""
            why = f"Neither the law nor the framework gives a limit, and the council has set none.{suggestion}"
            rows.append(_not_judged(standard, "No standard set", why))
    rows += [_not_judged(one, "Not recorded", words.plain(one.why)) for one in session.deadlines_not_recorded()]
    tables.draw(rows, "Deadlines that cannot be judged, and why")


def _not_judged(standard: Any, state: str, why: str) -> dict[str, str]:
    asked = f"**{words.plain(standard.title)}**  \n:gray[{words.plain(standard.authority)}]"
    return {"Deadline": asked, "State": state, "Why": why}
