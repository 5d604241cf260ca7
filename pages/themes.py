"""Themes: when, where, how long and over what incidents, restraints, sanctions, missing episodes and bullying came."""

from __future__ import annotations

import streamlit as st

from pages.parts import cards, downloads, filters, places, tallies, words
from pages.parts.filters import Choice
from warehouse.session import Session, Theme

# What speaks of a kind that no measure counts by itself.
_INSTEAD = {"incident": "injury_incidents_n"}
_JUDGED = """\
Each weekday is held against its share of the days that exports speak of. Each three hours from 06:00 to midnight are
held against an even spread over the waking day, and the night against an even spread over day and night. Several in
one home on one day, or at one time of one day, count once here, for one often leads to another. A single cell of the
grid is not judged: of so many, some are always darker than others.

The chance of so many or more is exact (binomial), and all questions asked of one picture together are wrong at most
once in 20 times (Holm). Fewer than 6 are never called a pattern; weekdays are judged where the period holds each at
least four times. Places, lengths and behaviours are counted and not judged: nobody knows how they would spread by
chance. Why a day or time stands out, only those who were there can tell."""


def render(session: Session) -> None:
    """Draws the kind, home and period in the address."""
    heading = st.container(gap="xxsmall")
    choice = filters.chosen(session)
    kinds = session.theme_kinds()
    with heading:
        st.title("Themes", anchor=False)
        st.markdown("When, where, how long and over what: patterns to think about, as the leadership audit asks.")
    if not kinds:
        st.info("There is no kind of event that you may see.", icon=":material/info:")
        return
    asked = filters.one_of("Kind of event", "kind", {name: kind.title for name, kind in kinds.items()})
    theme = session.themes(asked, choice.period, choice.homes)
    _count(session, choice, theme)
    if theme.events:
        _pictures(session, choice, theme)
    with st.expander("How a pattern is judged"):
        st.markdown(_JUDGED)


def _count(session: Session, choice: Choice, theme: Theme) -> None:
    """How many there were and what of it is more than chance, with the way to the records."""
    where = f"in {choice.home_name}" if choice.home_id else "in all homes"
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
        st.metric(
            filters.said_so_far(choice.period, session.today),
            f"{theme.events:,}" if theme.is_covered else "–",
            delta_color="off",
            delta_description=f"{theme.kind.noun(theme.events)} {where}" if theme.is_covered else words.STATUS["x"],
            width=250,
        )
        with st.container(gap="xsmall", width="stretch"):
            st.markdown(_said(theme))
            _onwards(session, choice, theme)


def _said(theme: Theme) -> str:
    if not theme.is_covered:
        return f"No export of {words.dataset(theme.kind.dataset)} speaks of these days, so there is nothing to tell."
    return theme.sentence


def _onwards(session: Session, choice: Choice, theme: Theme) -> None:
    name = theme.kind.measure or _INSTEAD.get(theme.kind.kind, "")
    if name not in session.measures():
        return
    measure = session.measure(name)
    rows = session.by_measure([choice.period], homes=choice.homes, measures=[name])[name]
    if rows:
        st.caption(cards.complete(session, rows[0]))
    places.link(
        "measure", f"{measure.title}: figure and records", icon=":material/show_chart:", measure=name, **choice.asked
    )


def _pictures(session: Session, choice: Choice, theme: Theme) -> None:
    """The week beside bars; where a screen is narrow, below one another."""
    names = {home.home_id: home.name for home in session.home_rows()}
    pictures = tallies.of_theme(theme, names)
    days, bands = session.theme_times()
    left, right = st.columns([3, 2], gap="large")
    with left:
        tallies.draw_week(theme, days, bands)
        tallies.draw("behaviour", pictures["behaviour"])
    with right:
        for name in ("place", "length"):
            tallies.draw(name, pictures[name])
        if "home" in pictures:
            tallies.draw("home", pictures["home"])
            st.caption("Numbers, not rates: more can happen in a larger home.")
    tallies.draw_tables(
        theme, days, bands, pictures, downloads.file_name(choice, f"themes-{theme.kind.kind}")
    )  # fmt: skip
