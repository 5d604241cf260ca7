"""Homes beside each other as they are drawn: a dot and a bar each in their own order, or all of them in a funnel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pages.parts import words
from pages.parts.plots import sheet
from pages.parts.plots.sheet import Label
from warehouse.registry import Measure

_ROW, _ABOVE, _BELOW, _NAME = 40, 40, 50, 22
# A dot at the very end of the axis would lie on the home's name.
_ROOM = 0.025
FUNNEL_HEIGHT = 420


def dots(measure: Measure, comparison: Any) -> Any:
    """A row a home, from the top in the order given: its figure, its interval, and a line for all of them together."""
    import plotly.graph_objects as plotly

    places = [place for place in comparison.places if place.value is not None]
    names = [_short(place.name) for place in places]
    bars = {}
    if comparison.has_intervals:
        bars = {
            "error_x": {
                "type": "data", "symmetric": False, "color": sheet.ORDINARY, "thickness": 3, "width": 6,
                "array": [_beyond(place.high, place.value) for place in places],
                "arrayminus": [_beyond(place.value, place.low) for place in places],
            }
        }  # fmt: skip
    is_apart = [place.word in ("above", "below") for place in places]
    found = sheet.new(
        [
            plotly.Scatter(
                x=[place.value for place in places], y=list(range(len(places))), mode="markers", cliponaxis=False,
                marker={
                    "size": 14, "opacity": 1,
                    "symbol": ["diamond" if apart else "circle" for apart in is_apart],
                    "color": [
                        sheet.PAPER if place.is_provisional else _colour(apart)
                        for place, apart in zip(places, is_apart, strict=True)
                    ],
                    "line": {"width": 2, "color": [_colour(apart) for apart in is_apart]},
                },
                hovertext=[_hover(measure, place) for place in places], hoverinfo="text", **bars,
            )
        ],
        _ABOVE + _BELOW + _ROW * len(places), _ABOVE, labels=False,
    )  # fmt: skip
    values = [end for place in places for end in (place.value, place.low, place.high) if end is not None]
    has_line = comparison.service is not None and measure.has_denominator
    values += [comparison.service] if has_line else []
    low, high = sheet.ends(measure, [0.0, *values] if measure.unit != "grade" else values)
    low -= (high - low) * _ROOM
    if has_line:
        share = (comparison.service - low) / (high - low)
        together = words.value(measure, comparison.service, "ok")
        found.add_vline(x=comparison.service, line_width=2, line_color=sheet.TARGET, line_dash="dash")
        found.add_annotation(
            x=comparison.service, y=1, yref="paper", yanchor="bottom", yshift=4, showarrow=False,
            xanchor="right" if share > 0.8 else "left" if share < 0.2 else "center",
            text=f"All homes <b>{together}</b>", font={"size": 14, "color": sheet.TARGET},
        )  # fmt: skip
    found.update_xaxes(range=[low, high], showgrid=True, gridcolor=sheet.GRID, **sheet.ticks(measure, high))
    found.update_yaxes(
        tickvals=list(range(len(places))),
        ticktext=names,
        range=[len(places) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
    )
    return found


def funnel(measure: Measure, comparison: Any) -> Any:
    """The homes by how much is counted in them, and the lines between which chance leaves them."""
    import plotly.graph_objects as plotly

    plot = comparison.funnel
    places = [place for place in comparison.places if place.value is not None]
    of = [limit.denominator for limit in plot.curve]
    curves = [
        (plot_line, dash) for dash, pair in (
            ("dash", ([limit.low_95 for limit in plot.curve], [limit.high_95 for limit in plot.curve])),
            ("solid", ([limit.low_998 for limit in plot.curve], [limit.high_998 for limit in plot.curve])),
        ) for plot_line in pair
    ]  # fmt: skip
    lines = [
        plotly.Scatter(
            x=of, y=values, mode="lines", hoverinfo="skip", line={"color": sheet.LIMIT, "width": 1.5, "dash": dash}
        )
        for values, dash in curves
    ]
    is_out = ["outer" in place.said for place in places]
    homes = plotly.Scatter(
        x=[place.denominator for place in places], y=[place.value for place in places], mode="markers+text",
        marker={
            "size": 11, "symbol": ["diamond" if out else "circle" for out in is_out],
            "color": [_colour(out) for out in is_out], "opacity": 1,
        },
        text=[_short(place.name) if out else "" for place, out in zip(places, is_out, strict=True)],
        textposition="top center", cliponaxis=False,
        hovertext=[_hover(measure, place) for place in places], hoverinfo="text",
    )  # fmt: skip
    found = sheet.new([*lines, homes], FUNNEL_HEIGHT, 24, labels=True)
    values = [place.value for place in places] + [end for each, _ in curves for end in each]
    low, high = sheet.ends(measure, values)
    found.update_yaxes(range=[low, high], **sheet.ticks(measure, high))
    found.update_xaxes(title={"text": words.sentence(measure.denominator or "")}, tickformat=",")
    found.add_hline(y=plot.mean, line_width=1.5, line_color=sheet.CENTRE)
    last, said = plot.curve[-1], "<br><b>{}</b>"
    labels = [
        Label(plot.mean, "Mean" + said.format(words.value(measure, plot.mean, "ok")), sheet.CENTRE),
        Label(last.high_998, "Outer lines<br>99.8 %", sheet.LIMIT),
        Label(last.low_95, "Inner lines<br>95 %", sheet.LIMIT),
    ]  # fmt: skip
    sheet.write_labels(found, labels, low, high, FUNNEL_HEIGHT - 24 - 60)
    return found


def _colour(is_apart: bool) -> str:
    return sheet.COLOURS["neutral"] if is_apart else sheet.ORDINARY


def _beyond(one: float | None, other: float | None) -> float:
    return 0.0 if one is None or other is None else max(one - other, 0.0)


def _short(name: str) -> str:
    """A home's name as it fits beside its row, with nothing that Plotly reads as a tag."""
    safe = name.replace("&", "&amp;").replace("<", "&lt;")
    return safe if len(name) <= _NAME else f"{name[: _NAME - 1].rstrip()}…".replace("&", "&amp;").replace("<", "&lt;")


def _hover(measure: Measure, place: Any) -> str:
    figure = f"{words.value(measure, place.value, place.status)}{words.by_chance(measure, (place.low, place.high))}"
    of = words.n_of_d(measure, place.numerator, place.denominator, place.status) if measure.has_denominator else ""
    lines = [f"<b>{_short(place.name)}</b>", figure.replace(", between", ",<br>between"), of, place.said]
    return "<br>".join(line for line in lines if line)


def rows(places: Sequence[Any]) -> int:
    """How many rows of dots these homes give."""
    return len([place for place in places if place.value is not None])
