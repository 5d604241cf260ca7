"""One measure: its figure in words, its trend, each home, the cases it is counted from, and how it is counted."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import cards, charts, counting, downloads, filters, records, words
from pages.parts.filters import Choice
from warehouse import periods
from warehouse.periods import Period
from warehouse.registry import Measure
from warehouse.session import Session

MONTHS_DRAWN = 24
NOT_HERE: dict[tuple[str, ...], str] = {
    ("home",): "This is told of each home by itself: pick a home, or read on.",
    ("service",): "This is told of all homes together: pick all homes to see it.",
}


def render(session: Session) -> None:
    """Draws the measure, home and period in the address."""
    heading = st.container(gap="xxsmall")
    choice = filters.chosen(session, measures=True)
    if choice.measure is None:
        heading.title("Measure", anchor=False)
        st.info("There is no measure that you may see.", icon=":material/info:")
        return
    measure = session.measure(choice.measure)
    with heading:
        st.title(measure.title, anchor=False)
        st.markdown(f"{measure.area} · {words.BETTER[measure.better]}")
    if session.by_measure([choice.period], homes=choice.homes)[measure.measure]:
        _figure(session, choice, measure)
        _trend(session, choice, measure)
    else:
        st.info(NOT_HERE[measure.levels], icon=":material/info:")
    if "home" in measure.levels:
        _homes(session, choice, measure)
    st.header("What it is counted from", anchor=False)
    records.draw(session, choice, measure)
    st.header("How it is counted", anchor=False)
    counting.draw(session, measure)


def _one(session: Session, choice: Choice, period: Period) -> Any:
    return session.by_measure([period], homes=choice.homes)[choice.measure or ""][0]


def _figure(session: Session, choice: Choice, measure: Measure) -> None:
    """The figure, large, beside what it says in words and whether it can still change."""
    before = periods.before(choice.period)
    figure, earlier = _one(session, choice, choice.period), _one(session, choice, before)
    where = f"in {words.plain(choice.home_name)}" if choice.home_id else "in all homes"
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
        st.metric(
            filters.said_so_far(choice.period, session.today),
            cards.shown(measure, figure),
            delta_description=cards.stands_on(measure, figure),
            width=250,
        )
        with st.container(gap="xsmall", width="stretch"):
            st.markdown(words.figure_said(measure, figure, choice.period, where))
            st.markdown(words.figure_said(measure, earlier, before, where))
            st.caption(cards.complete(session, figure))


def _trend(session: Session, choice: Choice, measure: Measure) -> None:
    """Two years by month, with the period chosen marked in them."""
    st.header("Month by month", anchor=False)
    months = _months(session, choice.period)
    rows = session.by_measure(months, homes=choice.homes)[measure.measure]
    points = [charts.Point(month, row) for month, row in zip(months, rows, strict=True)]
    charts.trend(measure, points, choice.period, downloads.file_name(choice, "months"))


def _months(session: Session, chosen: Period) -> list[Period]:
    """Two years to the last month with data or the end of the period chosen; from its start where that is earlier."""
    last = max(chosen.end, min(session.last_day_with_data() or chosen.end, session.today))
    newest = periods.containing(last, "month")
    oldest = periods.month(newest.start.year - MONTHS_DRAWN // 12, newest.start.month)
    first = min(periods.containing(chosen.start, "month"), oldest)
    return periods.between(first, newest, "month")


def _homes(session: Session, choice: Choice, measure: Measure) -> None:
    """A card a home, by name; homes are not ranked."""
    st.header("Home by home", anchor=False)
    name, run, before = measure.measure, filters.run_up_to(choice.period), periods.before(choice.period)
    figures = _by_home(session.figures(choice.period, [name], by="home"))
    earlier = _by_home(session.figures(before, [name], by="home"))
    lines = _by_home(session.series_by_home([name], run))
    with cards.wall() as wall:
        for home in session.homes().itertuples():
            figure = figures[home.home_id][0]
            with wall.cell():
                cards.draw(
                    cards.Card(
                        measure, words.plain(home.name), figure, earlier[home.home_id][0],
                        words.beside(before, choice.period), lines[home.home_id], "",
                        cards.complete(session, figure),
                        "home", {"home": home.home_id, "period": choice.period.text},
                    )
                )  # fmt: skip


def _by_home(rows: pd.DataFrame) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows.itertuples():
        found.setdefault(row.home_id, []).append(row)
    return found
