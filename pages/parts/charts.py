"""The chart of a measure with its sentence, what is noted in it and the same as a table. It computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import aims, downloads, signals, words
from pages.parts.plots import sheet, trend
from pages.parts.plots.trend import Drawing, Marked

_SIGNS = {"improvement": "◆ better, by more than chance", "concern": "■ worse, by more than chance",
          "neutral": "▲ changed, by more than chance", "": "● ordinary"}  # fmt: skip
_HEADINGS = {"month": "Month", "quarter": "Quarter"}


@dataclass(frozen=True)
class Told:
    """One mark below the chart: its number, its days, and what it says."""

    mark: Marked
    days: str
    text: str


def badges(chart: Any) -> None:
    """What the chart says of the last point and of the target: a letter and words each."""
    st.markdown(f"{signals.badge(chart)} {signals.aim_badge(chart)}".strip())


def draw(drawing: Drawing, told: Sequence[Told], saved_as: str) -> None:
    """The chart, what its signs mean, what is noted in it, how its lines were made, and the same as a table."""
    chart, measure = drawing.chart, drawing.measure
    if not _has_points(chart):
        st.markdown("There is nothing to draw.")
        return
    st.plotly_chart(
        trend.figure(drawing), key="trend", alt=f"{measure.title}. {said(chart)}", config=sheet.CONFIG
    )  # fmt: skip
    if signs := _signs(drawing):
        st.caption(signs)
    for one in told:
        st.markdown(f"**{one.mark.number}** · {one.days}: {one.text}")
    if chart.note:
        st.caption(words.plain(chart.note))
    for benchmark in drawing.benchmarks:
        st.caption(
            words.plain(
                f"Others: {benchmark.what}, {aims.amount(measure, benchmark)}, {benchmark.period} ({benchmark.source})."
            )
        )
    with st.expander("The same as a table"):
        exact = table(drawing)
        with st.container(horizontal=True, wrap=False, gap=None):
            st.table(
                _read(drawing, exact), border="horizontal", hide_index=True, alt=f"{measure.title}, point by point"
            )
        downloads.button("Download this table", exact, saved_as)


def said(chart: Any) -> str:
    """The sentence of a chart, and of its open gap."""
    return f"{chart.sentence} {chart.open_said}".strip()


def numbered(notes: Sequence[Any], marks: Sequence[Any], homes: dict[str, str]) -> list[Told]:
    """Rebases and notes by their day, with the numbers they have on the chart."""
    found = [(mark.on, True, words.day(mark.on), f"{mark.reason} (limits are set anew from here)") for mark in marks]
    for note in notes:
        days = words.day(note.first_on)
        if note.last_on != note.first_on:
            days = f"{days} to {words.day(note.last_on)}"
        found.append((note.first_on, False, days, f"{homes[note.home]}: {note.text}" if note.home else note.text))
    return [
        Told(Marked(number, on, is_rebase), days, words.plain(text))
        for number, (on, is_rebase, days, text) in enumerate(sorted(found, key=lambda one: one[:2]), 1)
    ]


def table(drawing: Drawing) -> pd.DataFrame:
    """The points, newest first, exact: figure, what it is of, its interval, the lines, and what each says."""
    rows = [
        (_gap_row if drawing.is_gaps else _period_row)(drawing, place, point)
        for place, point in reversed(list(enumerate(drawing.chart.points)))
    ]
    chart = drawing.chart
    if chart.open_on is not None:
        rows.insert(0, {"Event": f"None up to {words.day(chart.open_on)}", _since(drawing): chart.open_gap,
                        "What it says": "Not over yet"})  # fmt: skip
    found = pd.DataFrame(rows)
    return found.dropna(axis="columns", how="all").replace({"What it says": {"": None}, "State": {"": None}}).dropna(
        axis="columns", how="all"
    )  # fmt: skip


def _since(drawing: Drawing) -> str:
    return f"{words.sentence(drawing.chart.unit)} since the one before"


def _lines(drawing: Drawing, place: int) -> dict[str, float | None]:
    """The lines that hold at a point, as they are drawn."""
    line = next((line for line in drawing.chart.lines if line.first <= place < line.end), None)
    names = (words.sentence(drawing.chart.centre_is), "Lower limit", "Upper limit")
    return dict(zip(names, (line.centre, line.lower_drawn, line.upper_drawn) if line else (None,) * 3, strict=True))


def _gap_row(drawing: Drawing, place: int, point: Any) -> dict[str, Any]:
    return {
        "Event": point.label, _since(drawing): point.value, **_lines(drawing, place),
        "What it says": words.sentence(point.said),
    }  # fmt: skip


def _period_row(drawing: Drawing, place: int, point: Any) -> dict[str, Any]:
    measure = drawing.measure
    row = {_HEADINGS[drawing.grain]: point.label}
    if measure.has_denominator:
        row |= {
            words.sentence(measure.numerator): point.numerator,
            words.sentence(measure.denominator or ""): point.denominator,
        }
        if measure.numerator == measure.denominator:
            row = {_HEADINGS[drawing.grain]: point.label, "Counted": point.numerator, "Out of": point.denominator}
    state = words.STATUS.get(point.status, "Provisional" if point.is_provisional else "")
    return row | {
        measure.title: point.value, "From, by chance": point.low, "To, by chance": point.high,
        **_lines(drawing, place), "What it says": words.sentence(point.said), "State": state,
    }  # fmt: skip


def _read(drawing: Drawing, exact: pd.DataFrame) -> pd.DataFrame:
    """The table as it is read: rounded, with signs, blank where there is no figure."""
    read = exact.astype(object)
    measure = drawing.measure
    plain = {words.sentence(measure.numerator), words.sentence(measure.denominator or ""), "Counted", "Out of"}
    for column in exact.columns:
        if not pd.api.types.is_numeric_dtype(exact[column]):
            read[column] = exact[column].fillna("")
        elif column in plain - {measure.title}:
            read[column] = [_blank(cell) or words.number(cell) for cell in exact[column]]
        else:
            read[column] = [_blank(cell) or trend.amount(drawing, cell) for cell in exact[column]]
    return read


def _blank(cell: Any) -> str:
    return "\u00a0" if words.is_missing(cell) else ""


def _signs(drawing: Drawing) -> str:
    """What the signs on the chart mean, those that stand on it."""
    points = [point for point in drawing.chart.points if point.value is not None]
    found = []
    if any(point.judged for point in points):
        found = [text for kind, text in _SIGNS.items() if any(point.judged == kind for point in points)]
        found.append("H high, L low")
    if any(point.is_provisional for point in points):
        found.append("○ can still change")
    if drawing.chart.open_gap is not None:
        found.append("○ the time since the last event")
    if drawing.has_bars:
        found.append("┃ how far chance alone may carry it")
    return " · ".join(found)


def _has_points(chart: Any) -> bool:
    return chart.open_gap is not None or any(point.value is not None for point in chart.points)
