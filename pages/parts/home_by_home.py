"""The homes beside each other, in their own order: fair, with how far chance carries each, and never ranked."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import cards, downloads, filters, signals, words
from pages.parts.filters import Choice
from pages.parts.plots import homes as plots
from pages.parts.plots import sheet
from warehouse import periods
from warehouse.registry import Measure
from warehouse.session import Session

# With more homes than this a row each is no picture any more, and a card each no page.
MOST_ROWS, MOST_CARDS = 40, 12


def draw(session: Session, choice: Choice, measure: Measure) -> None:
    """The comparison in a sentence and a picture, the rate beside a count, the same as a table, a card a home."""
    st.header("Home by home", anchor=False)
    found = session.comparison(measure.measure, choice.period)
    st.markdown(f"**{choice.period.label}.** {words.plain(found.sentence)}")
    rate = session.rate_beside(measure.measure)
    beside = session.comparison(rate.measure, choice.period) if rate else None
    if rate and beside and rate.measure != measure.measure:
        with st.grid(2, min_column_width=360, gap="large") as grid:
            with grid.cell():
                _pictures(measure, found, f"Number: {measure.title}")
            with grid.cell():
                _pictures(rate, beside, f"Rate: {rate.title}", words.plain(beside.sentence))
    else:
        _pictures(measure, found)
    _table(choice, measure, found)
    _cards(session, choice, measure)


def _pictures(measure: Measure, found: Any, title: str = "", said: str = "") -> None:
    if title:
        st.markdown(f"**{words.plain(title)}**  \n{said}")
    alt = f"{measure.title}, home by home. {found.sentence}"
    if 1 < plots.rows(found.places) <= MOST_ROWS:
        st.plotly_chart(plots.dots(measure, found), key=f"homes_{measure.measure}", alt=alt, config=sheet.CONFIG)
    if found.funnel is not None:
        st.plotly_chart(
            plots.funnel(measure, found), key=f"funnel_{measure.measure}",
            alt=f"Funnel plot of {measure.title}. {_beyond(found)}", config=sheet.CONFIG,
        )  # fmt: skip
        st.caption(words.plain(_beyond(found)))
    for line in (found.note, found.why_no_funnel):
        if line:
            st.caption(words.plain(line))


def _beyond(found: Any) -> str:
    names = [place.name for place in found.places if "outer" in place.said]
    if not names:
        return "No home lies beyond the outer lines."
    return f"Beyond the outer lines: {words.listed(names)}."


def _table(choice: Choice, measure: Measure, found: Any) -> None:
    exact = pd.DataFrame([_row(measure, place) for place in found.places])
    if exact.empty:
        return
    exact = exact.dropna(axis="columns", how="all")
    with st.expander("The homes as a table"):
        read = exact.astype(object)
        for column in exact.columns:
            is_value = column in (measure.title, "From, by chance", "To, by chance")
            read[column] = [_said(measure, cell, is_value) for cell in exact[column]]
        with st.container(horizontal=True, wrap=False, gap=None):
            st.table(read, border="horizontal", hide_index=True, alt=f"{measure.title}, home by home")
        downloads.button("Download the homes", exact, downloads.file_name(choice, "homes"))


def _row(measure: Measure, place: Any) -> dict[str, Any]:
    of = {"Counted": place.numerator, "Out of": place.denominator} if measure.has_denominator else {}
    state = words.STATUS.get(place.status, "Provisional" if place.is_provisional else "")
    return {
        "Home": place.name, **of, measure.title: place.value, "From, by chance": place.low, "To, by chance": place.high,
        "Beside all homes": words.sentence(place.said) or None, "State": state or None,
    }  # fmt: skip


def _said(measure: Measure, cell: Any, is_value: bool) -> str:
    if words.is_missing(cell):
        return "\u00a0"
    if isinstance(cell, str):
        return words.plain(cell)
    return words.value(measure, cell, "ok") if is_value else words.number(cell)


def _cards(session: Session, choice: Choice, measure: Measure) -> None:
    """A card a home, by name; none where there are too many to look at."""
    homes = list(session.homes().itertuples())
    if len(homes) > MOST_CARDS:
        return
    name, run, before = measure.measure, filters.run_up_to(choice.period), periods.before(choice.period)
    figures = _by_home(session.figures(choice.period, [name], by="home"))
    earlier = _by_home(session.figures(before, [name], by="home"))
    lines = _by_home(session.series_by_home([name], run))
    months = signals.months(session, choice.period)
    judged = {
        home.home_id: signals.badge(session.charts(months, [name], [home.home_id]).get(name)) for home in homes
    }  # fmt: skip
    with cards.wall() as wall:
        for home in homes:
            figure = figures[home.home_id][0]
            with wall.cell():
                cards.draw(
                    cards.Card(
                        measure, words.plain(home.name), figure, earlier[home.home_id][0],
                        words.beside(before, choice.period), lines[home.home_id], judged[home.home_id],
                        cards.complete(session, figure),
                        "home", {"home": home.home_id, "period": choice.period.text},
                    )
                )  # fmt: skip


def _by_home(rows: pd.DataFrame) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows.itertuples():
        found.setdefault(row.home_id, []).append(row)
    return found
