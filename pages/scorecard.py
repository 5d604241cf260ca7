"""Every series a row on one screen: figure, what it is of, line, what its chart says, target, standard, data's age."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import cards, downloads, filters, places, signals, wall, words
from pages.parts.filters import Choice
from warehouse.registry import Measure
from warehouse.session import Session

SHOWN = {"headline": "Headline", "signal": "With a signal", "all": "All"}
ROW_HEIGHT = 30
_TO_SAVE = ("Period", "Home", "Area", "Indicator", "Measure", "Figure", "Unit", "Of", "State", "Variation", "Target",
            "Against the target", "Regulations", "Data to")  # fmt: skip
_NOT_READ = ("Line", "Figure", "Aim", "Period", "Home", "Indicator")


def render(session: Session) -> None:
    """Draws the series of the home and period in the address."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width="stretch", gap="xxsmall"):
            st.title("Scorecard", anchor=False)
            line = st.empty()
        with st.container(width="content"):
            choice = filters.chosen(session)
    shown = filters.one_of("Series", "series", SHOWN)
    measures = _asked(session, choice, shown)
    where = words.plain(choice.home_name) if choice.home_id else "All homes"
    line.markdown(
        f"{where} · {filters.said_so_far(choice.period, session.today)} · {words.many(len(measures), 'row')} of "
        f"{len(session.measures())} series"
    )
    if not measures:
        st.info("No series has a signal in this period: all move as chance alone brings.", icon=":material/remove:")
        return
    rows = _rows(session, choice, measures)
    _draw(choice, rows, list(measures))
    _as_text(session, choice, rows, list(measures))


def _asked(session: Session, choice: Choice, shown: str) -> Mapping[str, Measure]:
    every = session.measures()
    if shown == "headline":
        return session.overview()
    if shown == "signal":
        charts = session.charts(signals.months(session, choice.period), homes=choice.homes)
        return {name: measure for name, measure in every.items() if signals.kind(charts.get(name))}
    return every


def _rows(session: Session, choice: Choice, measures: Mapping[str, Measure]) -> pd.DataFrame:
    """A row a series; what is drawn and what is saved are the same rows."""
    asked = tuple(measures)
    figures = session.by_measure([choice.period], homes=choice.homes, measures=asked)
    lines = session.by_measure(filters.run_up_to(choice.period), homes=choice.homes, measures=asked)
    charts = session.charts(signals.months(session, choice.period), asked, choice.homes)
    return pd.DataFrame([
        _row(session, choice, measure, figures[name][0] if figures[name] else None, lines[name], charts.get(name))
        for name, measure in measures.items()
    ])  # fmt: skip


def _row(session: Session, choice: Choice, measure: Measure, figure: Any, line: Any, chart: Any) -> dict[str, Any]:
    target = session.target(measure.measure, choice.home_id, choice.period.end)
    icon, aim = (chart.variation, chart.assurance) if chart else (None, None)
    if figure is None:
        state, of = "By home" if "home" in measure.levels else "All homes", ""
    elif figure.status != "ok":
        state, of = words.STATUS[figure.status], cards.stands_on(measure, figure)
    else:
        state, of = "Provisional" if figure.revision == "p" else "Complete", cards.stands_on(measure, figure)
    covered = session.covered_to(measure.measure)
    return {
        "Period": choice.period.label,
        "Home": choice.home_name if choice.home_id else "All homes",
        "Area": measure.area,
        "Indicator": session.indicator(measure.measure).number,
        "Measure": measure.title,
        "Said": cards.shown(measure, figure) if figure is not None else "–",
        "Figure": figure.value if figure is not None and figure.status == "ok" else None,
        "Unit": words.unit(measure),
        "Of": of.partition(" who ")[0],
        "Line": [value for value in cards.sparkline(line) or [] if value == value],
        "Variation": " ".join(part for part in (icon.letter, icon.said.partition(":")[0]) if part) if icon else "",
        "Against the target": f"{aim.letter} {aim.said}" if aim else "",
        "Target": words.target(measure, target) if target else "",
        "Aim": " ".join([words.target(measure, target), aim.letter if aim else ""]).strip() if target else "",
        "Regulations": ", ".join(map(str, session.standards_of(measure.measure))),
        "Data to": covered,
        "State": state,
    }


def _draw(choice: Choice, rows: pd.DataFrame, measures: list[str]) -> None:
    """The table, which sorts by any heading; a row that is picked leads to its measure."""
    columns = st.column_config
    picked = st.dataframe(
        rows[["Measure", "Said", "Of", "Line", "Variation", "Aim", "Regulations", "Data to", "State"]],
        hide_index=True, height="content", row_height=ROW_HEIGHT, on_select="rerun", selection_mode="single-row",
        key="scorecard",
        column_config={
            "Measure": columns.TextColumn(width=265),
            "Said": columns.TextColumn("Figure", width=70),
            "Of": columns.TextColumn("In numbers", width=175),
            "Line": columns.LineChartColumn("Line", width=75, color="#44546a"),
            "Variation": columns.TextColumn("Signal or chance", width=125),
            "Aim": columns.TextColumn("Target", width=60),
            "Regulations": columns.TextColumn("Reg.", width=75),
            "Data to": columns.DateColumn(format="D MMM YYYY", width=85),
            "State": columns.TextColumn(width=90),
        },
        alt="Every series a row: figure, what it is of, line, signal or chance, target, regulations, age of its data",
    )  # fmt: skip
    st.caption(
        "Tick a row to open its measure; a heading sorts. H and L say on which side a signal lies; with a target, P "
        "says to expect it met every time, F missed every time, ? either. Lines pass over periods without a figure."
    )
    chosen = picked["selection"]["rows"]
    if chosen:
        places.go("measure", **{"measure": measures[chosen[0]]} | choice.asked)


def _as_text(session: Session, choice: Choice, rows: pd.DataFrame, measures: list[str]) -> None:
    """The same as a table of text, for print and screen readers; as a file with indicators and each home as well."""
    with st.expander("The same as a table, and to save"):
        table = rows.drop(columns=list(_NOT_READ)).rename(columns={"Said": "Figure"})
        table["Data to"] = [words.short_day(day) if not words.is_missing(day) else "" for day in rows["Data to"]]
        st.table(table, border="horizontal", hide_index=True, alt="Every series a row, as text")
        saved = pd.concat([rows[list(_TO_SAVE)], _homes(session, choice, measures)], axis="columns")
        downloads.button("Download the scorecard", saved, downloads.file_name(choice, "scorecard"))


def _homes(session: Session, choice: Choice, measures: list[str]) -> pd.DataFrame:
    """The figure of each home as it is said, a column a home, row by row as the measures; none where they are many."""
    homes = wall.home_by_home(session, choice, tuple(measures))
    return pd.DataFrame([
        {name: cards.shown(session.measure(one), row) for name, row in homes.get(one, [])} for one in measures
    ])  # fmt: skip
