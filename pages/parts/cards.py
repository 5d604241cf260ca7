"""A figure as a card: its name leads on, then the figure, what it is of, its line, the period before, its completeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from pages.parts import places, words
from warehouse.periods import Period
from warehouse.registry import Measure

LEAST_WIDTH = 232
COLUMNS = 4


@dataclass(frozen=True)
class Card:
    """All that one card shows; `figure`, `before` and the rows of `line` have the columns of a session's figures."""

    measure: Measure
    title: str
    figure: Any
    before: Any
    before_said: str
    line: Sequence[Any]
    covered_to: date | None
    place: str
    asked: Mapping[str, str | None]


def wall() -> Any:
    """A grid whose cells are cards: four beside each other where there is room, fewer on a narrow screen."""
    return st.grid(COLUMNS, min_column_width=LEAST_WIDTH, border=True)


def draw(card: Card) -> None:
    """The card stands in the cell that is open; a state without a figure keeps the shape of a card with one."""
    measure, figure = card.measure, card.figure
    places.link(card.place, card.title, icon="", **card.asked)
    st.metric(
        card.title,
        shown(measure, figure),
        delta_color="off",
        delta_description=stands_on(measure, figure),
        chart_data=sparkline(card.line),
        label_visibility="collapsed",
    )
    st.caption("  \n".join([_before(card), words.BETTER[measure.better], complete(figure, card.covered_to)]))


def shown(measure: Measure, figure: Any) -> str:
    """The big figure; a dash where there is none, for the line below says why."""
    return words.value(measure, figure.value, figure.status) if figure.status == "ok" else "–"


def stands_on(measure: Measure, figure: Any) -> str:
    """What stands behind the figure, or the word for why there is none."""
    if figure.status != "ok":
        return words.STATUS[figure.status]
    return words.n_of_d(measure, figure.numerator, figure.denominator, figure.status)


def sparkline(line: Sequence[Any]) -> list[float] | None:
    """The values in order with gaps where there is no figure; no line where fewer than two periods have one."""
    values = [round(row.value, 1) if row.status == "ok" else float("nan") for row in line]
    return values if sum(value == value for value in values) > 1 else None


def complete(figure: Any, covered_to: date | None) -> str:
    """Whether the figure can still change, in words, with an icon that is never alone."""
    if figure.status == "x":
        return ":material/hide_source: No export covers this period"
    if figure.revision == "p":
        return f":material/hourglass_top: Provisional: data to {words.short_day(covered_to)}"
    return ":material/check: Complete"


def _before(card: Card) -> str:
    before = card.before
    return f"{card.before_said}: {words.value(card.measure, before.value, before.status).lower()}"


def before_said(period: Period, shown_period: Period) -> str:
    return words.beside(period, shown_period)
