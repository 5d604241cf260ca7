"""One measure: what its chart says, its figure in words, its trend, the homes, its cases, and how it is counted."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import cards, charts, counting, downloads, filters, home_by_home, places, records, signals, words
from pages.parts.filters import Choice
from pages.parts.plots.trend import Drawing
from warehouse import periods
from warehouse.periods import Period
from warehouse.registry import Measure
from warehouse.session import Session

YEARS_DRAWN = 2
MOST_BESIDE = 3
FIGURE_WIDTH, GRADE_WIDTH = 250, 340
GRAINS = {"month": "By month", "quarter": "By quarter"}
HEADINGS = {"month": "Month by month", "quarter": "Quarter by quarter"}
NOT_HERE: dict[tuple[str, ...], str] = {
    ("home",): "Each home has this by itself: pick a home to see its course, or look at the homes beside each other.",
    ("service",): "This is told of all homes together: pick all homes to see it.",
}


def render(session: Session) -> None:
    """Draws the measure, home and period in the address."""
    heading = st.container(gap="xxsmall")
    choice = filters.chosen(session, measures=True)
    if choice.measure is None:
        heading.title("Measure", anchor=False)
        st.info("There is no measure that you may see.", icon=":material/info:")
        return
    measure = session.measure(choice.measure)
    grain = filters.asked_of("points", _grains(measure))
    run = _run(session, choice.period, grain)
    chart = session.charts(run, [measure.measure], choice.homes).get(measure.measure)
    with heading:
        _heading(session, choice, measure, chart)
    if chart is not None:
        _figure(session, choice, measure)
        _trend(session, choice, measure, chart, grain)
    else:
        st.info(NOT_HERE[measure.levels], icon=":material/info:")
    if "home" in measure.levels:
        home_by_home.draw(session, choice, measure)
    st.header("What it is counted from", anchor=False)
    records.draw(session, choice, measure)
    st.header("How it is counted", anchor=False)
    counting.draw(session, measure)


def _heading(session: Session, choice: Choice, measure: Measure, chart: Any | None) -> None:
    """The title, then at once what the chart says, then which indicator it belongs to and what else does."""
    st.title(measure.title, anchor=False)
    if chart is not None:
        st.markdown(f"**{words.plain(charts.said(chart))}**")
        _then(session, choice, measure, chart)
    indicator = session.indicator(measure.measure)
    number = f"Indicator {indicator.number}: " if indicator.number else ""
    st.markdown(f"{measure.area} · {number}{words.plain(indicator.wording)} · {words.BETTER[measure.better]}")
    siblings = [name for name in indicator.series if name != measure.measure]
    _siblings(session, siblings)


def _siblings(session: Session, names: list[str]) -> None:
    """The other series of the indicator, beside each other where they are few and behind one button where not."""
    if len(names) > MOST_BESIDE:
        with st.popover(f"{len(names)} more of the same indicator", icon=":material/list:"):
            for name in names:
                places.here(session.measure(name).title, measure=name)
    elif names:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown("Of the same indicator:", width="content")
            for name in names:
                places.here(session.measure(name).title, measure=name)


def _then(session: Session, choice: Choice, measure: Measure, chart: Any) -> None:
    """What the chart said at the end of the period chosen, as the overview has it, where that was something else."""
    then = session.charts(signals.months(session, choice.period), [measure.measure], choice.homes)[measure.measure]
    words_then, words_now = (one.variation.word if one.variation else None for one in (then, chart))
    if then.method not in ("t", "g") and words_then != words_now and choice.period.end < session.today:
        st.markdown(f"At the end of {choice.period.label}: {words.plain(then.sentence)}")


def _grains(measure: Measure) -> dict[str, str]:
    """Months or quarters, first what is shown by itself: quarters where few are counted in a month."""
    return dict(reversed(GRAINS.items())) if measure.chart == "interval" else GRAINS


def _one(session: Session, choice: Choice, period: Period) -> Any:
    return session.by_measure([period], homes=choice.homes)[choice.measure or ""][0]


def _figure(session: Session, choice: Choice, measure: Measure) -> None:
    """The figure, large, beside what it says in words and whether it can still change; of few, what it is of first."""
    before = periods.before(choice.period)
    figure, earlier = _one(session, choice, choice.period), _one(session, choice, before)
    where = f"in {words.plain(choice.home_name)}" if choice.home_id else "in all homes"
    shown, stands_on = cards.shown(measure, figure), cards.stands_on(measure, figure)
    if measure.unit == "percent" and session.of_few(figure):
        shown, stands_on = f"{words.number(figure.numerator)} of {words.number(figure.denominator)}", shown
    width = GRADE_WIDTH if measure.unit == "grade" else FIGURE_WIDTH
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
        st.metric(
            filters.said_so_far(choice.period, session.today), shown, delta_description=stands_on, width=width
        )  # fmt: skip
        with st.container(gap="xsmall", width="stretch"):
            for one, period in ((figure, choice.period), (earlier, before)):
                st.markdown(words.figure_said(measure, one, period, where, session.today, session.of_few(one)))
            st.caption(f"{cards.complete(session, figure)} · {_aim_said(session, choice, measure)}".removeprefix(" · "))


def _aim_said(session: Session, choice: Choice, measure: Measure) -> str:
    """The target that the figure is to reach where it is shown, or that there is none."""
    aim = session.target(measure.measure, choice.home_id, choice.period.end)
    return f"Target {words.target(measure, aim)}" if aim else "No target has been set"


def _trend(session: Session, choice: Choice, measure: Measure, chart: Any, grain: str) -> None:
    """The chart by month or by quarter, with the period chosen marked in it; gaps between events as they came."""
    is_gaps = chart.method in ("t", "g")
    heading = f"{words.sentence(chart.unit)} between one and the next" if is_gaps else HEADINGS[grain]
    st.header(heading, anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if not is_gaps:
            filters.one_of("Points", "points", _grains(measure))
        with st.container(width="content"):
            charts.badges(chart)
    first, last = _days_drawn(chart, choice.period)
    names = {home.home_id: home.name for home in session.home_rows()}
    told = charts.numbered(session.notes(measure.measure, choice.homes, first, last), chart.marks, names)
    aim = session.target(measure.measure, choice.home_id, choice.period.end)
    drawn = [one for one in session.benchmarks(measure.measure) if one.is_drawn and not one.unit]
    drawing = Drawing(measure, chart, choice.period, grain, aim, drawn, [one.mark for one in told])
    charts.draw(drawing, told, downloads.file_name(choice, "events" if is_gaps else f"{grain}s"))


def _days_drawn(chart: Any, chosen: Period) -> tuple[Any, Any]:
    """The days that the chart is of, to its last point or the end of what is chosen."""
    days = [point.on for point in chart.points] + [chart.open_on or chosen.end]
    return min(days), max(*days, chosen.end)


def _run(session: Session, chosen: Period, grain: str) -> list[Period]:
    """Two years of months or quarters to the last with data or the end of what is chosen; more where that is longer."""
    last = max(chosen.end, min(session.last_day_with_data() or chosen.end, session.today))
    newest = periods.containing(last, grain)
    oldest = periods.containing(newest.start.replace(year=newest.start.year - YEARS_DRAWN), grain)
    first = min(periods.containing(chosen.start, grain), oldest)
    return periods.between(first, newest, grain)
