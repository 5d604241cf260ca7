"""Children and homes as cards: a name that leads on, and a few quiet words."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from pages.parts import places, words

LINK_INSET = 8
# A link stays on one line; a name longer than this is cut there, so it stands once more below, whole.
NAME_FITS = 28


def wall(columns: int = 4) -> Any:
    """A grid of cards, fewer beside each other on a narrow screen."""
    return st.grid(columns, min_column_width=220, border=True)


def child_card(stay: Any, said: str, period: str | None = None, is_listed: bool = False) -> None:
    """The card of a child stands in the cell that is open: the name leads to the child's page.

    `is_listed` says that the page open is that of the children.
    """
    name = words.plain(stay.name) or "Name not given"
    with st.container(gap="xxsmall"):
        if is_listed:
            places.here(f"**{name}**", child=stay.child_id)
        else:
            places.link("child", f"**{name}**", icon="", child=stay.child_id, period=period)
        with st.container() if is_listed else inset():
            st.caption(f"{name}  \n{said}" if len(name) > NAME_FITS else said)


def inset() -> Any:
    """A container whose text begins where the words of a link above it begin."""
    row = st.container(horizontal=True, gap=None)
    row.space(LINK_INSET)
    return row.container(gap="xxsmall")


def lives_here(stay: Any, today: date) -> str:
    """Age, kind of stay and since when, in two lines."""
    if stay.admitted_on.date() > today:
        return f"{age(stay)} · {words.plain(words.code(stay.stay_type))}  \nMoves in on {words.day(stay.admitted_on)}"
    return f"{age(stay)} · {words.plain(words.code(stay.stay_type))}  \nSince {words.day(stay.admitted_on)}"


def has_left(stay: Any, where: bool) -> str:
    """The home where it is not plain, and from when to when."""
    home = f"{words.plain(stay.home)}  \n" if where else ""
    return f"{home}{words.short_day(stay.admitted_on)} to {words.short_day(stay.discharged_on)}"


def age(stay: Any) -> str:
    """`16 years old`, or that it is not known."""
    return "Age not known" if words.is_missing(stay.age) else f"{int(stay.age)} years old"


def places_taken(home: Any, today: date) -> str:
    """Tonight in words: `4 of 5 places taken`, or why nobody can live there."""
    if not words.is_missing(home.opened_on) and home.opened_on.date() > today:
        return f"Opens on {words.day(home.opened_on)}"
    if not words.is_missing(home.closed_on) and home.closed_on.date() <= today:
        return f"Closed on {words.day(home.closed_on)}"
    if words.is_missing(home.registered_places):
        return f"{words.many(int(home.children), 'child', 'children')} tonight; places not known"
    return f"{int(home.children)} of {words.many(int(home.registered_places), 'place')} taken"


def is_open(home: Any, today: date) -> bool:
    """Whether children can live in the home tonight."""
    opens_later = not words.is_missing(home.opened_on) and home.opened_on.date() > today
    return not opens_later and (words.is_missing(home.closed_on) or home.closed_on.date() > today)
