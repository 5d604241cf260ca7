"""Counts as pictures: a week by hours in shades of one colour, and bars with their numbers beside them."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from typing import Any

from pages.parts.plots import sheet

# Blue and orange have a meaning of their own (better, worse), and counts have none: slate.
DARK, BAR, UNKNOWN = "#000000", "#44546a", "#a9b0b7"
# Light to dark of one slate, so that more is darker without colour too; a cell without an event has no colour.
LIGHTEST, DARKEST = (226, 231, 236), (40, 52, 70)
WHITE_FROM = 0.63
ROW, LABEL_WIDTH, LABEL_LINES = 30, 24, 3


def week(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[int]]) -> Any:
    """The cells with their numbers, the first row on top, columns named above and below nothing."""
    import plotly.graph_objects as plotly

    most = max((count for row in cells for count in row), default=0)
    figure = sheet.new(
        [plotly.Heatmap(
            x=list(range(len(columns))), y=list(range(len(rows))),
            z=[[depth(count, most) if count else None for count in row] for row in cells], zmin=0, zmax=1,
            colorscale=[[0, _rgb(LIGHTEST)], [1, _rgb(DARKEST)]], showscale=False, xgap=3, ygap=3, hoverinfo="skip",
        )],
        46 * len(rows) + 60, 8, labels=False,
    )  # fmt: skip
    for row, counts in enumerate(cells):
        for column, count in enumerate(counts):
            if count:
                figure.add_annotation(
                    x=column, y=row, text=f"{count:,}", showarrow=False,
                    font={"size": 15, "color": ink(depth(count, most))},
                )  # fmt: skip
    figure.update_xaxes(
        side="top", tickvals=list(range(len(columns))), ticktext=list(columns), tickangle=0, showgrid=False,
        zeroline=False, range=[-0.5, len(columns) - 0.5],
    )  # fmt: skip
    figure.update_yaxes(
        autorange=False, range=[len(rows) - 0.5, -0.5], tickvals=list(range(len(rows))), ticktext=list(rows),
        showgrid=False, zeroline=False,
    )  # fmt: skip
    for edge in range(len(rows) + 1):
        figure.add_hline(y=edge - 0.5, line={"color": sheet.GRID, "width": 1}, layer="below")
    return figure


def depth(count: int, most: int) -> float:
    """How dark a cell is, from 0 for one event to 1 for the most of any cell; few events are never all dark."""
    return (count - 1) / max(most - 1, 2)


def ink(at: float) -> str:
    """The colour of a number that can be read on a cell as dark as this."""
    return sheet.PAPER if at > WHITE_FROM else DARK


def shade(at: float) -> tuple[float, ...]:
    """Red, green and blue of a cell as dark as this."""
    return tuple(light + (dark - light) * at for light, dark in zip(LIGHTEST, DARKEST, strict=True))


def _rgb(colour: tuple[int, ...]) -> str:
    return f"rgb{colour}"


def bars(labels: Sequence[str], counts: Sequence[int], unknown: bool) -> Any:
    """A bar a label, the first on top, its number at its end; with `unknown` the last one is grey."""
    import plotly.graph_objects as plotly

    wrapped = [lines(label) for label in labels]
    colours = [BAR] * len(labels)
    if unknown:
        colours[-1] = UNKNOWN
    row = max(ROW, *(20 * (label.count("<br>") + 1) + 6 for label in wrapped))
    figure = sheet.new(
        [plotly.Bar(
            x=list(counts), y=list(range(len(labels))), orientation="h", marker={"color": colours},
            text=[f"{count:,}" for count in counts], textposition="outside", textangle=0, cliponaxis=False,
            textfont={"size": 14, "color": sheet.INK}, hoverinfo="skip", width=18 / row,
        )],
        row * len(labels) + 16, 8, labels=False,
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, max(*counts, 1) * 1.15])
    figure.update_yaxes(
        tickvals=list(range(len(labels))), ticktext=wrapped, range=[len(labels) - 0.5, -0.5], showgrid=False,
        zeroline=False, automargin=True,
    )  # fmt: skip
    return figure


def lines(label: str) -> str:
    """The label in up to three lines, with nothing in it that a picture would read as a sign."""
    parts = textwrap.wrap(label, LABEL_WIDTH) or [""]
    if len(parts) > LABEL_LINES:
        parts = [*parts[: LABEL_LINES - 1], f"{parts[LABEL_LINES - 1][: LABEL_WIDTH - 1]}…"]
    return "<br>".join(html.escape(part, quote=False) for part in parts)
