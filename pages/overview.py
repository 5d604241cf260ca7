"""Every measure on one screen, by area of the framework, with what stands behind it and how old it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from pages.parts import cards, filters, places, words
from pages.parts.filters import Choice
from warehouse import periods
from warehouse.session import Session

# Exports arrive weekly or so; a source older than this is named, and is no reason for alarm.
OLD_AFTER_DAYS = 7


def render(session: Session) -> None:
    """Draws the overview of the home and period in the address."""
    ages = list(session.data_age().itertuples())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width="stretch", gap="xxsmall"):
            st.title("Overview", anchor=False)
            line = st.empty()
        with st.container(width="content"):
            choice = filters.chosen(session)
    line.markdown(_first_line(session, choice, ages))
    _band(session, choice, ages)
    _measures(session, choice)


def _first_line(session: Session, choice: Choice, ages: list[Any]) -> str:
    """Homes, children tonight, as at when, and which sources are old: one sentence."""
    living = session.children(choice.home_id)
    tonight = words.many(living.loc[living["lives_here"], "child_id"].nunique(), "child", "children")
    where = words.plain(choice.home_name) if choice.home_id else words.many(len(session.homes()), "home")
    old = [f"**{words.dataset(source.dataset)}**" for source in ages if _is_old(source, session)]
    sources = f"all sources up to date but {words.listed(old)}" if old else "all sources up to date"
    return f"{where} · {tonight} tonight · figures as at {_as_at(session)} · {sources}"


def _as_at(session: Session) -> str:
    published = datetime.fromisoformat(session.version.published_at).astimezone(words.LONDON)
    return f"{published:%H:%M} {'today' if published.date() == session.today else words.day(published)}"


def _is_old(source: Any, session: Session) -> bool:
    return (session.today - source.covers_to.date()).days > OLD_AFTER_DAYS


def _band(session: Session, choice: Choice, ages: list[Any]) -> None:
    """How old the data is, whether rows are missing from it, and what the cards show: three sentences."""
    with st.container(border=True), st.grid(3, min_column_width=260, gap="medium") as grid:
        with grid.cell(), st.container(gap="xxsmall"):
            st.markdown(":material/schedule: **How old the data is**")
            st.markdown(_age_said(session, ages))
        with grid.cell(), st.container(gap="xxsmall"):
            st.markdown(":material/rule: **What is not counted yet**")
            st.markdown(_rows_said(ages))
        with grid.cell(), st.container(gap="xxsmall"):
            st.markdown(":material/calendar_month: **What is shown**")
            st.markdown(_shown_said(session, choice))


def _age_said(session: Session, ages: list[Any]) -> str:
    old = [
        f"**{words.dataset(source.dataset)}** {words.days_old(source.covers_to, session.today)}, "
        f"to {words.short_day(source.covers_to)}"
        for source in ages
        if _is_old(source, session)
    ]
    current = sorted(source.covers_to for source in ages if not _is_old(source, session))
    if not current:
        return f"No source is up to date: {words.listed(old)}."
    if not old:
        return f"Every source speaks of days up to {words.day(current[0])} at least."
    return f"{words.listed(old)}. The other sources reach {words.day(current[0])} at least."


def _rows_said(ages: list[Any]) -> str:
    refused = [f"{source.quarantined:,} of {words.dataset(source.dataset)}" for source in ages if source.quarantined]
    waiting = [f"{source.waiting:,} of {words.dataset(source.dataset)}" for source in ages if source.waiting]
    if not refused and not waiting:
        return "Nothing: no row was refused and none waits for another export."
    said = [f"Rows refused: {words.listed(refused)}."] if refused else []
    return " ".join(said + ([f"Rows that wait for another export: {words.listed(waiting)}."] if waiting else []))


def _shown_said(session: Session, choice: Choice) -> str:
    run = filters.run_up_to(choice.period)
    kind = "months" if run[-1].grain == "month" else "quarters"
    before = words.beside(periods.before(choice.period), choice.period)
    return (
        f"{filters.said_so_far(choice.period, session.today)}; below each line {before}. "
        f"The lines run over {len(run)} {kind}."
    )


def _measures(session: Session, choice: Choice) -> None:
    """The cards, area by area in the framework's order."""
    before = periods.before(choice.period)
    measures = session.measures()
    figures = cards.by_measure(session.figures(choice.period, homes=choice.homes))
    earlier = cards.by_measure(session.figures(before, homes=choice.homes))
    lines = cards.by_measure(session.series(list(measures), filters.run_up_to(choice.period), choice.homes))
    areas = dict.fromkeys(measure.area for measure in measures.values())
    for area in areas:
        st.header(area, anchor=False)
        with cards.wall() as wall:
            for name, measure in measures.items():
                if measure.area != area:
                    continue
                figure = figures[name][0]
                covered_to = session.covered_to(name) if figure.revision == "p" else None
                with wall.cell():
                    cards.draw(
                        cards.Card(
                            measure, measure.title, figure, earlier[name][0], words.beside(before, choice.period),
                            lines[name], f"{words.BETTER[measure.better]} · {cards.complete(figure, covered_to)}",
                            "measure", {"measure": name} | choice.asked,
                        )
                    )  # fmt: skip
