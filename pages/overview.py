"""Every measure on one screen, by area of the framework, with what stands behind it and how old it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from pages.parts import filters, wall, words
from pages.parts.filters import Choice
from warehouse import periods
from warehouse.session import Session

# Exports arrive weekly or so; a source older than this is named, and is no reason for alarm.
OLD_AFTER_DAYS = 7


def render(session: Session) -> None:
    """Draws the overview of the home and period in the address."""
    ages = list(session.age_rows())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width="stretch", gap="xxsmall"):
            st.title("Overview", anchor=False)
            line = st.empty()
        with st.container(width="content"):
            choice = filters.chosen(session)
    line.markdown(_first_line(session, choice, ages))
    _band(session, choice, ages)
    _not_open(session, choice)
    wall.draw(session, choice)


def _not_open(session: Session, choice: Choice) -> None:
    """Says so where the home that is chosen had not opened, or the period has not begun: noughts there mean nothing."""
    if choice.period.start > session.today:
        st.info(f"{choice.period.label} has not begun, so there is nothing to count yet.", icon=":material/event:")
    for home in session.home_rows():
        is_asked = home.home_id == choice.home_id and not words.is_missing(home.opened_on)
        if is_asked and home.opened_on.date() > choice.period.end:
            opened = f"{words.plain(home.name)} opened on {words.day(home.opened_on)}, after this period."
            st.info(f"{opened} The noughts below mean that there was no home yet.", icon=":material/event:")


def _first_line(session: Session, choice: Choice, ages: list[Any]) -> str:
    """Homes, children tonight, as at when, and which sources are old: one sentence."""
    tonight = words.many(session.children_tonight(choice.home_id), "child", "children")
    where = words.plain(choice.home_name) if choice.home_id else words.many(len(session.home_rows()), "home")
    return f"{where} · {tonight} tonight · figures as at {_as_at(session)} · {_sources_said(session, ages)}"


def _sources_said(session: Session, ages: list[Any]) -> str:
    old = [f"**{words.dataset(source.dataset)}**" for source in ages if _is_old(source, session)]
    if not old:
        return "all sources up to date"
    if len(old) < 4 and len(old) < len(ages):
        return f"all sources up to date but {words.listed(old)}"
    return f"**{len(old)} of {len(ages)} sources are old**"


def _as_at(session: Session) -> str:
    published = datetime.fromisoformat(session.version.published_at).replace(tzinfo=UTC).astimezone(words.LONDON)
    return f"{published:%H:%M} {'today' if published.date() == session.today else f'on {words.day(published)}'}"


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
    """How far the sources reach: the old ones by name, the others together, and those that never came."""
    current = sorted(source.covers_to for source in ages if not _is_old(source, session))
    if ages and not current:
        newest = max(source.covers_to for source in ages)
        return f"No source is up to date: the newest reaches {words.day(newest)}, {words.ago(newest, session.today)}."
    by_age: dict[str, list[str]] = {}
    for source in ages:
        if _is_old(source, session):
            age = words.days_old(source.covers_to, session.today)
            by_age.setdefault(age, []).append(f"**{words.dataset(source.dataset)}**")
    said = [f"{words.sentence(age)}: {words.listed(names)}." for age, names in by_age.items()]
    if current:
        reach = f"{words.day(current[0])}{'' if current[0] == current[-1] else ' or later'}"
        said.append(f"{'Other sources reach' if by_age else 'Every source reaches'} {reach}.")
    silent = [
        f"{words.dataset(source.dataset)} {words.day(source.last_on).removesuffix(f' {session.today.year}')}"
        for source in ages
        if not words.is_missing(source.last_on) and (source.covers_to - source.last_on).days >= OLD_AFTER_DAYS
    ]
    if silent:
        said.append(f"Last record of {words.listed(silent)}.")
    never = {name for measure in session.measures() for name in session.datasets_of(measure)}
    never -= {source.dataset for source in ages}
    if never:
        said.append(f"Never supplied: {words.listed([words.dataset(name) for name in sorted(never)])}.")
    return " ".join(said)


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
        f"{filters.said_so_far(choice.period, session.today)}, with {before} below each line. "
        f"Lines run over {len(run)} {kind}."
    )
