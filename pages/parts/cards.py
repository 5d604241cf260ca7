"""A figure as a card: its name, which leads on, the figure, what it is of, its line and the period before."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.parts import places, words
from warehouse.registry import Measure
from warehouse.session import Session

COLUMNS, LEAST_WIDTH = 4, 280
TITLE_WIDTH = 36
# A link is drawn with this much room around its words; what stands below it is set in as far, so that all lines up.
_LINK_INSET = 8


@dataclass(frozen=True)
class Card:
    """All that one card shows; `figure`, `before` and each of `line` are rows of a session's figures.

    `judged` is Markdown for what its chart says; `place` and `asked` are where its title leads, `words_below` what is
    said last.
    """

    measure: Measure
    title: str
    figure: Any
    before: Any
    before_said: str
    line: Sequence[Any]
    judged: str
    words_below: str
    place: str
    asked: Mapping[str, str | None]


def wall() -> Any:
    """A grid whose cells are cards: four beside each other where there is room, fewer on a narrow screen."""
    return st.grid(COLUMNS, min_column_width=LEAST_WIDTH, border=True)


def draw(card: Card) -> None:
    """The card stands in the cell that is open; a state without a figure keeps the shape of a card with one."""
    before = words.value(card.measure, card.before.value, card.before.status)
    with st.container(gap="xxsmall"):
        places.link(card.place, f"{_lines(card.title)} :material/chevron_right:", icon="", **card.asked)
        with st.container(horizontal=True, gap=None):
            st.space(_LINK_INSET)
            with st.container(gap="xsmall"):
                if card.measure.unit == "grade":
                    # A grade is a word: the room of a figure would cut it off.
                    st.markdown(f"**{shown(card.measure, card.figure)}**")
                    if card.figure.status != "ok":
                        st.caption(stands_on(card.measure, card.figure))
                else:
                    _metric(card)
                if card.judged:
                    st.markdown(card.judged)
                st.caption(f"{card.before_said}: {before[:1].lower()}{before[1:]}  \n{card.words_below}")
            st.space(_LINK_INSET)


def _metric(card: Card) -> None:
    """The figure, large, what it is of, and its line."""
    st.metric(
        card.title,
        shown(card.measure, card.figure),
        delta_color="off",
        delta_description=stands_on(card.measure, card.figure),
        chart_data=sparkline(card.line),
        label_visibility="collapsed",
    )


def _lines(title: str) -> str:
    """The title in as many lines as it needs: a link does not break its words by itself, it cuts them off."""
    return "  \n".join(
        f"**{line}**" for line in textwrap.wrap(title, TITLE_WIDTH, break_long_words=False, break_on_hyphens=False)
    )


def shown(measure: Measure, figure: Any) -> str:
    """The big figure; a dash where there is none, for the line below says why."""
    return words.value(measure, figure.value, figure.status) if figure.status == "ok" else "–"


def stands_on(measure: Measure, figure: Any) -> str:
    """What stands behind the figure, or the word for why there is none."""
    if figure.status != "ok":
        return words.STATUS[figure.status]
    if not measure.has_denominator:
        return words.noun(figure.numerator, measure.numerator)
    return words.n_of_d(measure, figure.numerator, figure.denominator, figure.status)


def sparkline(line: Sequence[Any]) -> list[float] | None:
    """The values in order with gaps where there is no figure; no line where fewer than two periods have one."""
    values = [round(row.value, 1) if row.status == "ok" else float("nan") for row in line]
    return values if len([value for value in values if value == value]) > 1 else None


def complete(session: Session, figure: Any) -> str:
    """Whether the figure can still change, how far its data reaches, and what of it is not counted yet."""
    left_out = session.rows_left_out(figure.measure)
    said = f" · {words.many(left_out, 'row')} not counted yet" if left_out else ""
    if figure.status != "x" and figure.revision != "p":
        return f":material/hourglass_empty: {said.removeprefix(' · ')}" if said else ":material/check: Complete"
    covered_to = session.covered_to(figure.measure)
    reaches = words.short_day(covered_to).removesuffix(f" {session.today.year}")
    if figure.status == "x":
        return f":material/hide_source: {f'Data reaches {reaches}' if covered_to else 'No data yet'}{said}"
    return f":material/schedule: Provisional, to {reaches}{said}"
