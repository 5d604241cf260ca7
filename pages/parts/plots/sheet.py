"""What every drawing has in common: colours with one meaning each, axes, and labels that do not lie on one another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pages.parts import words
from warehouse.registry import Measure

INK, GRID, PAPER, BAND = "#4a555a", "#e6ecec", "#ffffff", "rgba(31, 95, 139, 0.09)"
ORDINARY, LIMIT, CENTRE, TARGET, CHOSEN = "#7b848d", "#6b747d", "#4a555a", "#0f181c", "#1f5f8b"
# Each meaning has its colour and its shape, so that it can be told without the colour.
COLOURS = {"improvement": "#1f5f8b", "concern": "#c05a00", "neutral": "#490092", "": ORDINARY}
SHAPES = {"improvement": "diamond", "concern": "square", "neutral": "triangle-up", "": "circle"}
SIZES = {"improvement": 12, "concern": 11, "neutral": 12, "": 8}
CONFIG = {"displayModeBar": False, "scrollZoom": False}
_LABEL_WIDTH, _LABEL_HEIGHT = 86, 34


@dataclass(frozen=True)
class Label:
    """Words at the right end of a line, at its height."""

    at: float
    text: str
    colour: str


def new(traces: Sequence[Any], height: int, top: int, labels: bool) -> Any:
    """A sheet with these traces; with `labels` there is room for them at its right."""
    import plotly.graph_objects as plotly

    figure = plotly.Figure(list(traces))
    figure.update_layout(
        height=height, margin={"l": 8, "r": _LABEL_WIDTH if labels else 16, "t": top, "b": 8}, showlegend=False,
        dragmode=False, hovermode="closest", font={"size": 14, "color": INK},
        hoverlabel={
            "bgcolor": PAPER, "bordercolor": ORDINARY, "font": {"color": INK, "size": 14}, "align": "left",
        },
    )  # fmt: skip
    figure.update_xaxes(fixedrange=True, showgrid=False, tickfont={"color": INK, "size": 14})
    figure.update_yaxes(fixedrange=True, gridcolor=GRID, zerolinecolor=GRID, tickfont={"color": INK, "size": 14})
    return figure


def write_labels(figure: Any, labels: Sequence[Label], low: float, high: float, height: int) -> None:
    """The labels stand at the right of the plot, moved apart as far as they need to be read."""
    if not labels:
        return
    span = (high - low) or 1.0
    ordered = sorted(labels, key=lambda label: label.at)
    places: list[float] = [(label.at - low) / span * height for label in ordered]
    for place in range(1, len(places)):
        places[place] = max(places[place], places[place - 1] + _LABEL_HEIGHT)
    ceiling: float = max(height - _LABEL_HEIGHT / 2, 0.0)
    for place in reversed(range(len(places))):
        places[place] = min(places[place], ceiling)
        ceiling = places[place] - _LABEL_HEIGHT
    for label, at in zip(ordered, places, strict=True):
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=6, y=low + at / height * span, yanchor="middle",
            text=label.text, align="left", showarrow=False, font={"size": 13, "color": label.colour},
        )  # fmt: skip


def reach(values: Sequence[float], lowest: float | None = None, highest: float | None = None) -> tuple[float, float]:
    """The ends of an axis around these values: from nothing where they are not far from it, never past what can be."""
    low, high = min(values), max(values)
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    if 0 < low < 0.4 * high:
        low = 0.0
    room = (high - low) * 0.08
    low = low - room if low else 0.0
    high = high + room
    if lowest is not None and min(values) >= lowest:
        low = max(low, lowest)
    if highest is not None and max(values) <= highest:
        high = min(high, highest + (highest - low) * 0.03)
    return low, high


def ticks(measure: Measure, high: float) -> dict[str, Any]:
    """Ticks that suit the unit: signs for shares and money, words for grades, never half a child."""
    if measure.unit == "grade":
        return {"tickvals": list(words.GRADES), "ticktext": list(words.GRADES.values())}
    if measure.unit == "percent":
        return {"ticksuffix": "%", "nticks": 6}
    if measure.unit.startswith("pounds"):
        return {"tickprefix": "£", "tickformat": ",", "nticks": 6}
    if measure.has_denominator or high > 6:
        return {"tickformat": ",", "nticks": 6}
    return {"tickformat": ",d", "dtick": 1}


def ends(measure: Measure, values: Sequence[float]) -> tuple[float, float]:
    """The ends of the axis of a measure: every grade, no share beyond all, nothing below nothing."""
    if measure.unit == "grade":
        return 0.7, 4.3
    low, high = reach(values, 0.0, 100.0 if measure.unit == "percent" else None)
    if not measure.has_denominator and not measure.unit.startswith("pounds"):
        high = max(high, 1.5)
    return (low, high) if math.isfinite(low) and math.isfinite(high) else (0.0, 1.0)
