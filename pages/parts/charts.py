"""The trend of a measure as a chart, a sentence and a table that say the same. Plotly loads only where one is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import downloads, words
from warehouse.periods import Period
from warehouse.registry import Measure

LINE, CHOSEN, CHOSEN_BAND, GRID, INK = "#44546a", "#1f5f8b", "rgba(31, 95, 139, 0.09)", "#e6ecec", "#4a555a"
HEIGHT = 340


@dataclass(frozen=True)
class Point:
    """One period of a trend and its row of figures."""

    period: Period
    figure: Any

    @property
    def is_figure(self) -> bool:
        return self.figure.status == "ok"


def trend(measure: Measure, points: Sequence[Point], chosen: Period, saved_as: str) -> None:
    """Draws the line with its sentence below, and the same as a table to open and to save."""
    said = trend_said(measure, points)
    if not any(point.is_figure for point in points):
        st.markdown(said)
        return
    st.plotly_chart(
        _figure(measure, points, chosen),
        key="trend",
        alt=f"{measure.title}. {said}",
        config={"displayModeBar": False, "scrollZoom": False},
    )
    st.caption(said)
    with st.expander("The same as a table"):
        table = trend_table(measure, points)
        st.table(_said(measure, table), border="horizontal", hide_index=True, alt=f"{measure.title} by month")
        downloads.button("Download these months", table, saved_as)


def trend_said(measure: Measure, points: Sequence[Point]) -> str:
    """What the line shows, in words: its span, its highest and lowest month, and the months without a figure."""
    span = f"Month by month from {points[0].period.label} to {points[-1].period.label}"
    if measure.window == "12m":
        span += ", each point the 12 months to the end of its month"
    known = [point for point in points if point.is_figure]
    if not known:
        return f"{span}: no month has a figure."
    high, low = max(known, key=lambda point: point.figure.value), min(known, key=lambda point: point.figure.value)
    extremes = f"highest {_where(measure, high, known)}, lowest {_where(measure, low, known)}"
    if high.figure.value == low.figure.value:
        extremes = f"{_amount(measure, high)} throughout"
    gaps = [
        f"{words.many(len(without), 'month')} without a figure ({words.STATUS[status].lower()})"
        for status in ("z", "x", "c")
        if (without := [point for point in points if point.figure.status == status])
    ]
    open_end = " A hollow point is provisional." if any(point.figure.revision == "p" for point in known) else ""
    return f"{span}: {words.listed([extremes, *gaps])}.{open_end}"


def trend_table(measure: Measure, points: Sequence[Point]) -> pd.DataFrame:
    """The months, newest first: the exact figure, what it is of, and the word for a state that is not final."""
    rows = [
        {
            "Month": point.period.label,
            measure.title: point.figure.value,
            words.sentence(measure.numerator): point.figure.numerator,
            words.sentence(measure.denominator or "Of"): point.figure.denominator,
            "State": _state(point),
        }
        for point in reversed(points)
    ]
    table = pd.DataFrame(rows)
    return table if measure.has_denominator else table.drop(columns=["Of", measure.title])


def _said(measure: Measure, table: pd.DataFrame) -> pd.DataFrame:
    """The same table as it is read: rounded, with signs, blank where there is no figure."""
    said = table.copy()
    for column in table.columns[1:-1]:
        said[column] = [
            ""
            if words.is_missing(cell)
            else words.value(measure, cell, "ok") if column == measure.title and measure.has_denominator
            else words.number(cell)
            for cell in table[column]
        ]  # fmt: skip
    return said


def _state(point: Point) -> str:
    if not point.is_figure:
        return words.STATUS[point.figure.status]
    return "Provisional" if point.figure.revision == "p" else ""


def _where(measure: Measure, extreme: Point, known: Sequence[Point]) -> str:
    """The figure and the month it stood in, or how many months it stood in."""
    same = [point for point in known if point.figure.value == extreme.figure.value]
    month = extreme.period.label if len(same) == 1 else f"{len(same)} months"
    return f"{_amount(measure, extreme)} in {month}"


def _amount(measure: Measure, point: Point) -> str:
    return words.value(measure, point.figure.value, point.figure.status)


def _hover(measure: Measure, point: Point) -> str:
    figure = point.figure
    of = words.n_of_d(measure, figure.numerator, figure.denominator, figure.status)
    provisional = "<br>provisional" if figure.revision == "p" else ""
    return f"<b>{point.period.label}</b><br>{_amount(measure, point)}<br>{of}{provisional}"


def _figure(measure: Measure, points: Sequence[Point], chosen: Period) -> Any:
    import plotly.graph_objects as plotly

    figure = plotly.Figure(
        plotly.Scatter(
            x=[point.period.start for point in points],
            y=[point.figure.value if point.is_figure else None for point in points],
            mode="lines+markers",
            connectgaps=False,
            cliponaxis=False,
            line={"color": LINE, "width": 2},
            marker={
                "size": 8,
                "color": ["#ffffff" if point.figure.revision == "p" else _colour(point, chosen) for point in points],
                "line": {"width": 2, "color": [_colour(point, chosen) for point in points]},
            },
            hovertext=[_hover(measure, point) for point in points],
            hoverinfo="text",
        )
    )
    _mark_chosen(figure, points, chosen)
    figure.update_layout(
        height=HEIGHT, margin={"l": 8, "r": 8, "t": 32, "b": 8}, showlegend=False, dragmode=False, hovermode="closest",
        hoverlabel={"bgcolor": "#ffffff", "bordercolor": LINE, "font": {"color": INK, "size": 14}, "align": "left"},
        font={"size": 14, "color": INK},
    )  # fmt: skip
    figure.update_xaxes(fixedrange=True, showgrid=False, tickformat="%b\n%Y", nticks=12, tickfont={"color": INK})
    figure.update_yaxes(
        fixedrange=True, rangemode="tozero", gridcolor=GRID, zerolinecolor=GRID, tickfont={"color": INK},
        **_scale(measure, points),
    )  # fmt: skip
    return figure


def _colour(point: Point, chosen: Period) -> str:
    return CHOSEN if chosen.start <= point.period.start <= chosen.end else LINE


def _mark_chosen(figure: Any, points: Sequence[Point], chosen: Period) -> None:
    """A band behind the months of the period chosen, with its name; nothing where no month of it is drawn."""
    inside = [point.period.start for point in points if _colour(point, chosen) == CHOSEN]
    if not inside:
        return
    half_a_month = timedelta(days=15)
    figure.add_vrect(
        x0=inside[0] - half_a_month, x1=inside[-1] + half_a_month, fillcolor=CHOSEN_BAND, line_width=0, layer="below",
    )  # fmt: skip
    reaches_the_edge = inside[-1] == points[-1].period.start
    figure.add_annotation(
        x=inside[-1] + half_a_month if reaches_the_edge else inside[0] + (inside[-1] - inside[0]) / 2,
        xanchor="right" if reaches_the_edge else "center", y=1, yref="paper", yanchor="bottom", text=chosen.label,
        showarrow=False, font={"color": CHOSEN, "size": 13},
    )  # fmt: skip


def _scale(measure: Measure, points: Sequence[Point]) -> dict[str, Any]:
    """Ticks that suit the unit: a percent sign, whole numbers for counts, never half a child."""
    if measure.unit == "percent":
        return {"ticksuffix": "%", "nticks": 6}
    if measure.has_denominator:
        return {"nticks": 6}
    largest = max([point.figure.value for point in points if point.is_figure], default=0)
    step = {"dtick": 1} if largest <= 6 else {"nticks": 6}
    top = {"range": [0, 1.5]} if largest == 0 else {}
    return {"tickformat": ",d", **step, **top}
