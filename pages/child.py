"""A child: the chronology of a life in our homes, in the order the child lived it; without one chosen, every child."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import due, filters, people, places, tables, timeline, words
from pages.parts.filters import Choice
from warehouse.registry import Measure
from warehouse.session import Session

EVERYTHING = "everything"
LEFT_ON_A_PAGE = 24


def render(session: Session) -> None:
    """Draws the child in the address, or every child where it names none."""
    stays = list(session.children().itertuples())
    asked = st.query_params.get("child")
    theirs = [stay for stay in stays if stay.child_id == asked]
    if theirs:
        _one_child(session, theirs)
        return
    st.title("Children", anchor=False)
    if asked:
        st.info("The address asks for a child who is not here, so every child is listed.", icon=":material/info:")
    _every_child(session, stays)


def _every_child(session: Session, stays: list[Any]) -> None:
    living = [stay for stay in stays if _is_here_or_comes(stay, session)]
    here = {stay.child_id for stay in living}
    gone = list({stay.child_id: stay for stay in reversed(stays) if stay.child_id not in here}.values())[::-1]
    tonight = len({stay.child_id for stay in living if stay.lives_here})
    st.markdown(f"{words.many(tonight, 'child lives', 'children live')} in the homes tonight; {len(gone)} have left.")
    find = st.text_input("Find a child by name", placeholder="Part of a name", width=360, icon=":material/search:")
    living, gone = _found(living, find), _found(gone, find)
    if not living and not gone:
        nobody = "No child has been loaded yet: load the exports of children and stays."
        st.markdown("No child here has that name." if find else nobody)
    homes = sorted({(stay.home, stay.home_id) for stay in living})
    for home, home_id in homes:
        st.header(words.plain(home), anchor=False)
        with people.wall() as grid:
            for stay in living:
                if stay.home_id == home_id:
                    with grid.cell():
                        people.child_card(stay, people.lives_here(stay, session.today), is_listed=True)
    _who_left(gone)


def _is_here_or_comes(stay: Any, session: Session) -> bool:
    return stay.lives_here or stay.admitted_on.date() > session.today


def _found(stays: list[Any], find: str) -> list[Any]:
    parts = find.casefold().split()
    return [stay for stay in stays if all(part in str(stay.name).casefold() for part in parts)]


def _who_left(gone: list[Any]) -> None:
    if not gone:
        return
    st.header("Children who have left", anchor=False)
    pages = -(-len(gone) // LEFT_ON_A_PAGE)
    place = st.container()
    number = st.pagination(pages, key="left_page") if pages > 1 else 1
    shown = gone[(number - 1) * LEFT_ON_A_PAGE : number * LEFT_ON_A_PAGE]
    with place, people.wall() as grid:
        for stay in shown:
            with grid.cell():
                people.child_card(stay, people.has_left(stay, where=True), is_listed=True)


def _one_child(session: Session, stays: list[Any]) -> None:
    """The child's page: stays come with the one lived in now first, then the latest."""
    stay = stays[0]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width="stretch", gap="xxsmall"):
            st.title(words.plain(stay.name) or "Name not given", anchor=False)
            st.markdown(_said(session, stay))
        with st.container(width="content"):
            choice = filters.chosen(session, homes=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        places.here("All children", icon=":material/arrow_back:", child=None)
        home = words.plain(stay.home)
        places.link("home", home, icon=":material/home:", home=stay.home_id, period=choice.period.text)
    life, figures = st.columns([3, 2], gap="large")
    with life:
        _chronology(session, stay.child_id)
    with figures:
        st.header("Still to be done", anchor=False)
        due.draw_of_child(session, stay.child_id)
        _figures(session, stay.child_id, choice)


def _said(session: Session, stay: Any) -> str:
    """Age, and where and since when the child lives, or when the child left."""
    home = words.plain(stay.home)
    if stay.lives_here:
        since = f"{words.day(stay.admitted_on)}, {words.ago(stay.admitted_on, session.today)}"
        return f"{people.age(stay)} · at {home} since {since} · {words.plain(words.code(stay.stay_type))}"
    if stay.admitted_on.date() > session.today:
        return f"{people.age(stay)} · moves in to {home} on {words.day(stay.admitted_on)}"
    return f"{people.age(stay)} · lived at {home} until {words.day(stay.discharged_on)}"


def _chronology(session: Session, child_id: str) -> None:
    st.header("Life here", anchor=False)
    found = timeline.events(session.chronology(child=child_id), session.today)
    kinds = [EVERYTHING] + [kind for kind in timeline.KINDS if any(kind in event.kinds for event in found)]
    kind = st.pills(
        "Show", kinds, default=EVERYTHING, key="kind", bind="query-params", label_visibility="collapsed",
        format_func=lambda kind: timeline.KINDS.get(kind, "Everything"),
    )  # fmt: skip
    from_start = st.toggle("Read from the beginning", key="from_the_beginning", bind="query-params")
    found = [event for event in found if kind in (None, EVERYTHING) or kind in event.kinds]
    if not found:
        st.markdown("Nothing has been recorded yet.")
        return
    st.caption("A line opens to say which file, sheet and row it comes from.")
    timeline.draw_life(found, newest_first=not from_start)


def _figures(session: Session, child_id: str, choice: Choice) -> None:
    """A quiet table: what is counted of this child in the period, never a judgement."""
    st.header(choice.period.label, anchor=False)
    figures = session.figures(choice.period, by="child")
    rows = [row for row in figures.itertuples() if row.child_id == child_id]
    if not rows:
        st.markdown("Nothing is counted for this child in this period.")
        return
    said: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        measure = session.measure(row.measure)
        counted = _counted(measure, row)
        # Whether a child counts is said once, also where one measure counts children and another their share.
        once = measure.kpi if measure.kind == "distinct" else measure.measure
        said.setdefault((once, counted), {"Measure": measure.title, "This child": counted})
    tables.draw(list(said.values()), f"What is counted of this child, {choice.period.label}")
    st.caption(
        "Only what is counted child by child stands here. Incidents and restraints are counted as events, whoever was "
        "in them: they are in the story beside this."
    )


def _counted(measure: Measure, row: Any) -> str:
    """Yes or no where a measure counts people; otherwise what was counted, of how much where it is a part of it."""
    if row.status != "ok":
        return words.STATUS[row.status]
    if measure.kind == "distinct":
        return "Yes" if row.numerator else "No"
    if not measure.has_denominator:
        return words.counted(row.numerator, measure.numerator)
    return words.n_of_d(measure, row.numerator, row.denominator, row.status)
