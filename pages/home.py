"""A home: who lives and works there, what happened lately, and its measures; without one chosen, every home."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import cards, due, filters, people, places, timeline, wall, words
from pages.parts.filters import Choice
from warehouse.session import Session

LATELY = timedelta(days=28)
LEFT_SHOWN = 8
DUE_SHOWN = 5
GRADE = "ofsted_overall_grade"


def render(session: Session) -> None:
    """Draws the home in the address, or all homes where it names none."""
    homes = list(session.homes().itertuples())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width="stretch", gap="xxsmall"):
            title, line = st.empty(), st.empty()
        with st.container(width="content"):
            choice = filters.chosen(session)
    home = next((home for home in homes if home.home_id == choice.home_id), None)
    if home is None:
        title.title("Homes", anchor=False)
        line.markdown(_all_said(session, homes))
        _every_home(session, choice, homes)
    else:
        title.title(words.plain(home.name), anchor=False)
        line.markdown(_one_said(session, home))
        _one_home(session, choice, home)


def _all_said(session: Session, homes: list[Any]) -> str:
    if not homes:
        return "No home has been loaded yet."
    tonight = session.children_tonight()
    return f"{words.many(len(homes), 'home')} · {words.many(tonight, 'child lives', 'children live')} in them tonight"


def _every_home(session: Session, choice: Choice, homes: list[Any]) -> None:
    if not homes:
        st.info("Load the export of homes, and they appear here.", icon=":material/home:")
        return
    grades = session.figures(choice.period, [GRADE], by="home") if GRADE in session.measures() else None
    graded = {} if grades is None else {row.home_id: row for row in grades.itertuples()}
    with people.wall(3) as grid:
        for home in homes:
            with grid.cell(), st.container(gap="xxsmall"):
                places.here(f"**{words.plain(home.name)}**", home=home.home_id)
                st.markdown(people.places_taken(home, session.today))
                if home.home_id in graded:
                    st.markdown(f"Ofsted grade: **{cards.shown(session.measure(GRADE), graded[home.home_id])}**")
                st.caption("  \n".join(_about(session, home)))


def _about(session: Session, home: Any) -> list[str]:
    """What kind of home it is, since when, and its number with the inspectorate."""
    said = []
    if home.is_short_break:
        said.append("Short breaks")
    if people.is_open(home, session.today) and not words.is_missing(home.opened_on):
        said.append(f"Open since {words.day(home.opened_on)}")
    if not words.is_missing(home.ofsted_urn):
        said.append(f"Ofsted number {words.plain(home.ofsted_urn)}")
    return said


def _one_said(session: Session, home: Any) -> str:
    tonight = people.places_taken(home, session.today)
    if people.is_open(home, session.today):
        tonight = f"**{tonight}** tonight"
        over = not words.is_missing(home.registered_places) and home.children > home.registered_places
        tonight += ", more children than places: check the stays" if over else ""
    return " · ".join([tonight, *_about(session, home)])


def _one_home(session: Session, choice: Choice, home: Any) -> None:
    stays = list(session.children(home.home_id).itertuples())
    st.header("Who lives here tonight", anchor=False)
    _living(session, choice, home, [stay for stay in stays if stay.lives_here])
    st.header("Due and overdue", anchor=False)
    due.draw_first(session, choice, DUE_SHOWN)
    st.header(f"What happened in the last {LATELY.days} days", anchor=False)
    _lately(session, choice)
    st.header(f"Measures, {filters.said_so_far(choice.period, session.today)}", anchor=False)
    wall.draw(session, choice, session.overview(), under_a_heading=True)
    st.header("Staff", anchor=False)
    _staff(session, home)
    _left(session, choice, stays)


def _living(session: Session, choice: Choice, home: Any, living: list[Any]) -> None:
    if living:
        with people.wall() as grid:
            for stay in living:
                with grid.cell():
                    people.child_card(stay, people.lives_here(stay, session.today), choice.period.text)
        return
    if not people.is_open(home, session.today):
        st.info(f"{people.places_taken(home, session.today)}, so no child lives here tonight.", icon=":material/home:")
        return
    st.info(
        "No child lives here tonight. If that is not so, the export of stays lacks a stay that is still open: "
        "load a newer one.",
        icon=":material/home:",
    )


def _lately(session: Session, choice: Choice) -> None:
    first = session.today - LATELY
    found = timeline.events(session.chronology(home=choice.home_id, first=first), session.today, in_home=True)
    found = [event for event in found if event.on <= session.today]
    if not found:
        st.markdown(f"Nothing has been recorded since {words.day(first)}.")
        return
    with st.container(width=960):
        timeline.draw_days(found, choice.period.text)


def _staff(session: Session, home: Any) -> None:
    staff = list(session.staff(home.home_id).itertuples())
    if not staff:
        st.markdown("No member of staff is employed here today, as far as the export of staff says.")
        return
    st.markdown(f"{words.many(len(staff), 'person works', 'people work')} here today.")
    day = st.column_config.DateColumn(format="D MMMM YYYY")
    st.dataframe(
        pd.DataFrame([_member(session, person) for person in staff]),
        hide_index=True,
        height="content",
        placeholder="–",
        alt="Staff of this home with their last recorded one-to-one supervision",
        column_config={
            "Name": st.column_config.TextColumn(pinned=True), "Here since": day, "Last one-to-one supervision": day
        },
    )  # fmt: skip


def _member(session: Session, person: Any) -> dict[str, Any]:
    held = None if words.is_missing(person.supervised_on) else person.supervised_on
    return {
        "Name": person.staff_id if words.is_missing(person.name) else person.name,
        "Role": "" if words.is_missing(person.role) else person.role,
        "Contract": words.sentence(words.code(person.contract)),
        "Here since": person.started_on,
        "Last one-to-one supervision": held,
        "How long ago": words.ago(held, session.today) if held is not None else "None on record",
    }


def _left(session: Session, choice: Choice, stays: list[Any]) -> None:
    gone = [stay for stay in stays if not stay.lives_here and not words.is_missing(stay.discharged_on)]
    gone = [stay for stay in gone if stay.discharged_on.date() <= session.today][:LEFT_SHOWN]
    if not gone:
        return
    st.header("Recently left", anchor=False)
    with people.wall() as grid:
        for stay in gone:
            with grid.cell():
                people.child_card(stay, people.has_left(stay, where=False), choice.period.text)
