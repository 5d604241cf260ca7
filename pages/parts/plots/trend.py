"""A chart as it is drawn: points, lines and limits, target, benchmarks, what is noted, and the period chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pages.parts import words
from pages.parts.plots import sheet
from pages.parts.plots.sheet import Label
from warehouse.periods import Period
from warehouse.registry import Measure

HEIGHT, TOP, BOTTOM = 430, 60, 46
_HALF_A_STEP = {"month": timedelta(days=15), "quarter": timedelta(days=45)}
# Where a limit of time lies this many times above the longest gap, it is said and not drawn: the gaps would be flat.
_FAR = 1.6


@dataclass(frozen=True)
class Marked:
    """Something dated, by the number under which it is told below the chart; a rebase breaks the lines."""

    number: int
    on: date
    is_rebase: bool


@dataclass(frozen=True)
class Drawing:
    """All that is drawn of one chart: `grain` is that of its points, month or quarter; gaps stand on their days."""

    measure: Measure
    chart: Any
    chosen: Period
    grain: str
    aim: Any | None
    benchmarks: Sequence[Any]
    marks: Sequence[Marked]

    @property
    def is_gaps(self) -> bool:
        return self.chart.method in ("t", "g")

    @property
    def has_bars(self) -> bool:
        return self.chart.method in ("run", "interval") and any(point.low is not None for point in self.chart.points)

    @property
    def half(self) -> timedelta:
        return timedelta(0) if self.is_gaps else _HALF_A_STEP[self.grain]


def figure(drawing: Drawing) -> Any:
    """The Plotly figure of a chart with at least one point or an open gap."""
    low, high = _ends(drawing)
    found = sheet.new(
        [*_lines(drawing, high), _points(drawing, low, high), *_open_gap(drawing)],
        HEIGHT,
        TOP,
        labels=bool(_labels(drawing, high)),
    )
    _band(found, drawing)
    _aims(found, drawing)
    _marked(found, drawing)
    found.update_yaxes(range=[low, high], **_ticks(drawing, high))
    found.update_xaxes(tickformat="%b\n%Y", nticks=10, range=_span(drawing))
    sheet.write_labels(found, _labels(drawing, high), low, high, HEIGHT - TOP - BOTTOM)
    return found


def amount(drawing: Drawing, value: float | None) -> str:
    """A value as the axis has it: the measure's own, or days or nights between events."""
    if value is None:
        return ""
    return words.counted(value, drawing.chart.unit) if drawing.is_gaps else words.value(drawing.measure, value, "ok")


def _ticks(drawing: Drawing, high: float) -> dict[str, Any]:
    return {"nticks": 6, "tickformat": ","} if drawing.is_gaps else sheet.ticks(drawing.measure, high)


def _ends(drawing: Drawing) -> tuple[float, float]:
    chart = drawing.chart
    values = [point.value for point in chart.points if point.value is not None]
    if chart.open_gap is not None:
        values.append(chart.open_gap)
    if drawing.has_bars:
        values += [end for point in chart.points for end in (point.low, point.high) if end is not None]
    longest = max(values, default=0.0)
    for line in chart.lines:
        known = (line.centre, line.lower_drawn, line.upper_drawn)
        values += [
            each for each in known if each is not None and (not drawing.is_gaps or each <= _FAR * longest)
        ]  # fmt: skip
    values += [end for _, end, _ in _aim_lines(drawing)]
    if drawing.is_gaps:
        return 0.0, sheet.reach([0.0, *values])[1]
    return sheet.ends(drawing.measure, values or [0.0])


def _span(drawing: Drawing) -> list[date]:
    """The days from a little before the first point with a figure to a little after the last."""
    points = drawing.chart.points
    first = next((place for place, point in enumerate(points) if point.value is not None), 0)
    days = [point.on for point in points[first:]]
    if drawing.chart.open_on is not None:
        days.append(drawing.chart.open_on)
    room = drawing.half or max((max(days) - min(days)) / 40, timedelta(days=3))
    return [min(days) - room, max(days) + room]


def _lines(drawing: Drawing, high: float) -> list[Any]:
    """Centre and limits of each group, from half a step before its first point to half a step after its last."""
    import plotly.graph_objects as plotly

    points, half, found = drawing.chart.points, drawing.half, []
    for line in drawing.chart.lines:
        if line.first >= len(points):
            continue
        last = points[min(line.end, len(points)) - 1].on
        days = [points[line.first].on - half, last + half]
        if drawing.chart.open_on is not None and line is drawing.chart.lines[-1]:
            days[1] = drawing.chart.open_on
        for value, dash, colour in (
            (line.centre, "solid", sheet.CENTRE),
            (line.lower_drawn, "dash", sheet.LIMIT),
            (line.upper_drawn, "dash", sheet.LIMIT),
        ):
            if value is not None and value <= high:
                found.append(
                    plotly.Scatter(
                        x=days, y=[value, value], mode="lines", hoverinfo="skip",
                        line={"color": colour, "width": 1.5, "dash": dash},
                    )
                )  # fmt: skip
    return found


def _points(drawing: Drawing, low: float, high: float) -> Any:
    import plotly.graph_objects as plotly

    points = drawing.chart.points
    colours = [sheet.COLOURS[point.judged] for point in points]
    bars = {}
    if drawing.has_bars:
        bars = {
            "error_y": {
                "type": "data", "symmetric": False, "color": sheet.ORDINARY, "thickness": 1.5, "width": 4,
                "array": [_beyond(point.high, point.value) for point in points],
                "arrayminus": [_beyond(point.value, point.low) for point in points],
            }
        }  # fmt: skip
    return plotly.Scatter(
        x=[point.on for point in points],
        y=[point.value for point in points],
        mode="lines+markers+text",
        connectgaps=False,
        cliponaxis=False,
        line={"color": sheet.ORDINARY, "width": 2, "shape": "hv" if drawing.chart.method == "step" else "linear"},
        marker={
            "symbol": [sheet.SHAPES[point.judged] for point in points],
            "size": [sheet.SIZES[point.judged] for point in points],
            "color": [
                sheet.PAPER if point.is_provisional else colour for point, colour in zip(points, colours, strict=True)
            ],
            "line": {"width": 2, "color": colours},
            "opacity": 1,
        },
        text=[f"<b>{point.letter}</b>" if point.judged else "" for point in points],
        textposition=[_beside(point, low, high) for point in points],
        textfont={"size": 14, "color": colours},
        hovertext=[_hover(drawing, point) for point in points],
        hoverinfo="text",
        **bars,
    )


def _beside(point: Any, low: float, high: float) -> str:
    """Where the letter of a point stands: on its outer side, or on its inner one where the axis would be in the way."""
    share = ((point.value or 0.0) - low) / (high - low)
    is_below = share > 0.94 if point.letter == "H" else share > 0.08
    return "bottom center" if is_below else "top center"


def _beyond(one: float | None, other: float | None) -> float:
    return 0.0 if one is None or other is None else max(one - other, 0.0)


def _open_gap(drawing: Drawing) -> list[Any]:
    """The time since the last event, hollow, for it is not over."""
    import plotly.graph_objects as plotly

    chart = drawing.chart
    if chart.open_gap is None:
        return []
    before = [(point.on, point.value) for point in chart.points[-1:]] + [(chart.open_on, chart.open_gap)]
    return [
        plotly.Scatter(
            x=[day for day, _ in before], y=[gap for _, gap in before], mode="lines+markers", cliponaxis=False,
            line={"color": sheet.ORDINARY, "width": 2, "dash": "dot"}, hoverinfo="text",
            hovertext=["" for _ in before[1:]] + [chart.open_said],
            marker={
                "size": [0 for _ in before[1:]] + [12], "color": sheet.PAPER,
                "line": {"width": 2, "color": sheet.ORDINARY}, "opacity": 1,
            },
        )
    ]  # fmt: skip


def _hover(drawing: Drawing, point: Any) -> str:
    lines = [f"<b>{point.label}</b>", amount(drawing, point.value)]
    if drawing.is_gaps:
        lines[1] += " after the one before"
    else:
        measure = drawing.measure
        lines[1] += words.by_chance(measure, (point.low, point.high)).replace(", between", ",<br>between")
        lines.append(words.n_of_d(measure, point.numerator, point.denominator, point.status))
    lines += [point.said, "can still change" if point.is_provisional else ""]
    return "<br>".join(line for line in lines if line)


def _band(found: Any, drawing: Drawing) -> None:
    """A band behind the period chosen, with its name above; nothing where none of it is drawn."""
    chosen, (first, last) = drawing.chosen, _span(drawing)
    if drawing.is_gaps:
        start, end = chosen.start, chosen.end + timedelta(days=1)
    else:
        inside = [point.on for point in drawing.chart.points if chosen.start <= point.on <= chosen.end]
        if not inside:
            return
        start, end = inside[0] - drawing.half, inside[-1] + drawing.half
    start, end = max(start, first), min(end, last)
    if start >= end:
        return
    found.add_vrect(x0=start, x1=end, fillcolor=sheet.BAND, line_width=0, layer="below")
    middle = start + (end - start) / 2
    share = (middle - first) / (last - first)
    anchor, at = ("right", end) if share > 0.8 else ("left", start) if share < 0.2 else ("center", middle)
    found.add_annotation(
        x=at, xanchor=anchor, y=1, yref="paper", yanchor="bottom", yshift=22, text=chosen.label, showarrow=False,
        font={"color": sheet.CHOSEN, "size": 14},
    )  # fmt: skip


def _marked(found: Any, drawing: Drawing) -> None:
    """Numbers above the plot with a line down from each: whole at a rebase, dotted at a note."""
    first, last = _span(drawing)
    numbers: dict[date, list[str]] = {}
    for mark in drawing.marks:
        at = _on_axis(drawing, mark)
        if first <= at <= last:
            numbers.setdefault(at, []).append(str(mark.number))
            found.add_vline(x=at, line_width=1.5, line_dash="solid" if mark.is_rebase else "dot", line_color=sheet.INK)
    for at, said in numbers.items():
        found.add_annotation(
            x=at, xanchor="center", y=1, yref="paper", yanchor="bottom", yshift=1, text=f"<b>{', '.join(said)}</b>",
            showarrow=False, font={"size": 13, "color": sheet.INK}, bgcolor=sheet.PAPER, bordercolor=sheet.INK,
            borderwidth=1, borderpad=2,
        )  # fmt: skip


def _on_axis(drawing: Drawing, mark: Marked) -> date:
    """Where a mark stands: on its day among gaps; a note at the point of its days, a rebase before its point."""
    if drawing.is_gaps:
        return mark.on
    at = max((point.on for point in drawing.chart.points if point.on <= mark.on), default=mark.on)
    return at - drawing.half if mark.is_rebase else at


def _aim_lines(drawing: Drawing) -> list[tuple[str, float, str]]:
    """Target and drawn benchmarks: what each is called, its height, and how its line is broken."""
    if drawing.is_gaps:
        return []
    found = []
    aims = [("Target", drawing.aim, "longdash")] if drawing.aim is not None else []
    for name, one, dash in [*aims, *(("Others", benchmark, "dot") for benchmark in drawing.benchmarks)]:
        if one.value is not None:
            found.append((name, one.value, dash))
        else:
            found += [(f"{name}, from", one.low, dash), (f"{name}, to", one.high, dash)]
    return found


def _aims(found: Any, drawing: Drawing) -> None:
    for _, at, dash in _aim_lines(drawing):
        found.add_hline(y=at, line_width=1.5, line_dash=dash, line_color=sheet.TARGET)


def _labels(drawing: Drawing, high: float) -> list[Label]:
    """The lines of the newest group, the target and the benchmarks, each by its name and value."""
    chart = drawing.chart
    found = [
        Label(at, f"{name}<br><b>{amount(drawing, at)}</b>", sheet.TARGET) for name, at, _ in _aim_lines(drawing)
    ]  # fmt: skip
    line = chart.lines[-1] if chart.lines and chart.points else None
    if line is None or line.centre is None:
        return found
    found.append(
        Label(line.centre, f"{words.sentence(chart.centre_is)}<br><b>{amount(drawing, line.centre)}</b>", sheet.CENTRE)
    )
    for name, at, exact in (
        ("Lower limit", line.lower_drawn, line.lower),
        ("Upper limit", line.upper_drawn, line.upper),
    ):
        if at is not None and exact is not None:
            said = f"{name}<br><b>{amount(drawing, at)}</b>"
            found.append(Label(min(at, high), said if at <= high else f"{said} ↑", sheet.LIMIT))
    return found
