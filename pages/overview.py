"""Every measure on one screen, by area of the framework, with what stands behind it and how old it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from pages.parts import cards, filters, places, words
from pages.parts.filters import Choice
from warehouse import periods
from warehouse.session import Session

LONDON = ZoneInfo("Europe/London")
OLD_AFTER_DAYS = 7


def render(session: Session) -> None:
    """Draws the overview of the home and period in the address."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        with st.container(width="stretch", gap="xsmall"):
            st.title("Overview", anchor=False)
        with st.container(width="content"):
            choice = filters.chosen(session)
    ages = session.data_age()
    st.markdown(_first_line(session, choice, ages))
    _band(session, choice, ages)
    _measures(session, choice)


def _first_line(session: Session, choice: Choice, ages: Any) -> str:
    """Homes, children tonight, as at when, and which sources are old: one sentence."""
    living = session.children(choice.home_id)
    tonight = words.many(living.loc[living["lives_here"], "child_id"].nunique(), "child", "children")
    where = choice.home_name if choice.home_id else words.many(len(session.homes()), "home")
    old = [
        f"**{words.dataset(row.dataset)}**, {words.days_old(row.covers_to, session.today)}"
        for row in ages.itertuples() if _is_old(row, session)
    ]  # fmt: skip
    sources = f"all sources up to date but {words.listed(old)}" if old else "all sources up to date"
    return f"{where} · {tonight} tonight · figures as at {_as_at(session)} · {sources}"


def _as_at(session: Session) -> str:
    published = datetime.fromisoformat(session.version.published_at).astimezone(LONDON)
    on = "today" if published.date() == session.today else f"on {words.day(published)}"
    return f"{published:%H:%M} {on}"


def _is_old(source: Any, session: Session) -> bool:
    return words.is_missing(source.covers_to) or (session.today - source.covers_to.date()).days > OLD_AFTER_DAYS


def _band(session: Session, choice: Choice, ages: Any) -> None:
    with st.grid(3, min_column_width=260, border=False, gap="medium"):
        st.markdown("x")


def _measures(session: Session, choice: Choice) -> None:
    """The cards, area by area in the framework's order."""
    before = periods.before(choice.period)
    figures = _by_measure(session.figures(choice.period, homes=choice.homes).itertuples())
    earlier = _by_measure(session.figures(before, homes=choice.homes).itertuples())
    lines = _by_measure(
        session.series(list(session.measures()), filters.run_up_to(choice.period), choice.homes).itertuples()
    )
    areas = defaultdict(list)
    for measure in session.measures().values():
        areas[measure.area].append(measure)
    for area, measures in areas.items():
        st.subheader(area, anchor=False)
        grid = cards.wall()
        for measure in measures:
            name = measure.measure
            with grid.cell():
                cards.draw(
                    cards.Card(
                        measure, measure.title, figures[name][0], earlier[name][0], words.beside(before, choice.period),
                        lines[name], session.covered_to(name), "measure", choice.asked | {"measure": name},
                    )  # fmt: skip
                )


def _by_measure(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.measure].append(row)
    return found
