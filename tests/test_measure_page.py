"""The page of a measure without a browser: it draws every measure, and what it draws says what the session says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages import measure as measure_page
from pages.parts import charts, home_by_home, records, words
from pages.parts.plots import homes as home_plots
from pages.parts.plots import sheet, trend
from pages.parts.plots.trend import Drawing, Marked
from warehouse import periods, registry
from warehouse.session import LOCAL, Session, open_session

MEASURES = registry.measures()
QUARTER = periods.parse("2026-27-Q2")
MONTHS = periods.between(periods.month(2024, 11), periods.month(2026, 10), "month")
# Each run of the app is one visit to the page; places are known to it as app.py makes them known.
APP = """
import streamlit as st
from pages import measure
from pages.parts import places
from warehouse.session import LOCAL, open_session

shown = st.Page(lambda: measure.render(open_session(LOCAL)), title="Measure", url_path="one-measure", default=True)
others = {name: st.Page(lambda: None, title=name, url_path=name) for name in ("home", "child")}
for name, page in {"measure": shown, **others}.items():
    places.know(name, page)
st.navigation([shown, *others.values()]).run()
"""


@pytest.fixture
def session(small_home: Path) -> Session:
    return open_session(LOCAL)


def visit(app: AppTest, **asked: str) -> str:
    """What the page says for what is asked, all its Markdown and captions; an exception fails."""
    for name in ("measure", "home", "period", "points"):
        app.query_params.pop(name, None)
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, (asked, app.exception[0].message, app.exception[0].stack_trace[-3:])
    return "\n".join(one.value for one in [*app.title, *app.markdown, *app.caption, *app.info])


@pytest.mark.parametrize("asked", [{}, {"home": "H01"}])
def test_the_page_of_every_measure_is_drawn(small_home: Path, asked: dict[str, str]) -> None:
    app = AppTest.from_string(APP, default_timeout=60)
    session = open_session(LOCAL)
    charted = session.charts(measure_page._run(session, QUARTER, "month"), homes=list(asked.values()) or None)
    for name, measure in MEASURES.items():
        said = visit(app, measure=name, period=QUARTER.text, **asked)
        assert app.title[0].value == measure.title
        assert "None" not in said.replace("None is needed", "").replace("None up to", "") and "nan" not in said.split()
        assert ("Home by home" in [one.value for one in app.header]) == ("home" in measure.levels)
        if name not in charted:
            assert "by itself" in said or "together" in said
        elif charted[name].method in ("t", "g"):
            assert words.plain(charted[name].sentence) in said


def drawing(session: Session, name: str, **more: Any) -> Drawing:
    chart = session.charts(MONTHS, [name])[name]
    return Drawing(MEASURES[name], chart, QUARTER, "month", **{"aim": None, "benchmarks": (), "marks": (), **more})


def test_every_chart_is_drawn_as_its_table_says(session: Session) -> None:
    """Each point of a chart stands on the drawing with its value, its shape and its letter, and in the table."""
    for grain in ("month", "quarter"):
        for name, chart in session.charts(periods.between(MONTHS[0], MONTHS[-1], grain)).items():
            one = Drawing(MEASURES[name], chart, QUARTER, grain, None, (), ())
            if not charts._has_points(one.chart):
                continue
            figure = trend.figure(one)
            marks = next(trace for trace in figure.data if trace.text is not None)
            points = one.chart.points
            assert list(marks.y) == [point.value for point in points], name
            assert list(marks.marker.symbol) == [sheet.SHAPES[point.judged] for point in points]
            assert [bool(text) for text in marks.text] == [bool(point.judged) for point in points]
            hollow = [colour == sheet.PAPER for colour in marks.marker.color]
            assert hollow == [point.is_provisional for point in points]
            low, high = figure.layout.yaxis.range
            assert all(low <= point.value <= high for point in points if point.value is not None), name
            table = charts.table(one)
            opened = int(one.chart.open_gap is not None)
            assert len(table) == len(points) + opened
            column = charts._since(one) if one.is_gaps else MEASURES[name].title
            if column in table:
                known = table[column].iloc[opened:][::-1]
                assert [None if pd.isna(each) else each for each in known] == [point.value for point in points]


def test_no_label_lies_on_another() -> None:
    labels = [sheet.Label(at, str(at), "#000000") for at in (50.0, 50.5, 51.0, 99.0, 100.0, 1.0)]
    figure = sheet.new([], 400, 40, labels=True)
    sheet.write_labels(figure, labels, 0.0, 100.0, 300)
    heights = [note.y / 100 * 300 for note in figure.layout.annotations]
    assert [note.text for note in figure.layout.annotations] == ["1.0", "50.0", "50.5", "51.0", "99.0", "100.0"]
    assert all(two - one >= 34 - 1e-9 for one, two in zip(heights, heights[1:], strict=False))
    assert max(heights) <= 300


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [([80.0, 95.0], 78.8, 96.2), ([5.0, 95.0], 0.0, 102.6), ([-10.0, 10.0], -11.6, 11.6), ([3.0, 3.0], 0.0, 3.24)],
)
def test_an_axis_starts_at_nothing_where_that_is_near(values: list[float], low: float, high: float) -> None:
    assert sheet.reach(values) == (pytest.approx(low), pytest.approx(high))


def test_no_share_is_drawn_beyond_all_and_every_grade_has_room() -> None:
    assert sheet.ends(MEASURES["feel_safe_pct"], [90.0, 100.0])[1] < 101
    assert sheet.ends(MEASURES["ofsted_overall_grade"], [3.0]) == (0.7, 4.3)
    assert sheet.ends(MEASURES["restraint_n"], [0.0])[1] >= 1.5


def test_target_benchmark_notes_and_rebases_stand_on_the_chart(session: Session) -> None:
    aim = SimpleNamespace(value=95.0, low=None, high=None)
    band = SimpleNamespace(value=None, low=91.0, high=92.0)
    told = charts.numbered(
        [SimpleNamespace(first_on=date(2026, 5, 20), last_on=date(2026, 5, 22), text="A *new* head", home="H01")],
        [SimpleNamespace(on=date(2026, 2, 1), reason="Marks are taken otherwise")],
        {"H01": "Birch House"},
    )
    assert [(one.mark.number, one.mark.is_rebase) for one in told] == [(1, True), (2, False)]
    assert told[1].days == "20 May 2026 to 22 May 2026" and told[1].text == "Birch House\\: A \\*new\\* head"
    one = drawing(session, "attendance_pct", aim=aim, benchmarks=(band,), marks=[each.mark for each in told])
    figure = trend.figure(one)
    said = [note.text for note in figure.layout.annotations]
    assert (
        "Target<br><b>95%</b>" in said and "Others, from<br><b>91%</b>" in said and "Others, to<br><b>92%</b>" in said
    )
    assert "<b>1</b>" in said and "<b>2</b>" in said and QUARTER.label in said
    lines = {shape.x0: shape.line.dash for shape in figure.layout.shapes if shape.x0 == shape.x1}
    # The note stands at the point of its month, the rebase before that of its own.
    assert lines[date(2026, 5, 1)] == "dot" and [dash for on, dash in lines.items() if on < date(2026, 2, 1)] == [
        "solid"
    ]


def test_marks_beyond_the_days_drawn_are_left_out(session: Session) -> None:
    one = drawing(session, "attendance_pct", marks=[Marked(1, date(2031, 1, 1), False)])
    assert "<b>1</b>" in [note.text for note in trend.figure(one).layout.annotations], "told at the last point"
    gaps = drawing(session, "injury_incidents_n", marks=[Marked(1, date(2031, 1, 1), False)])
    assert "<b>1</b>" not in [note.text for note in trend.figure(gaps).layout.annotations]


def test_homes_are_drawn_in_their_own_order(session: Session) -> None:
    for name, measure in MEASURES.items():
        if "home" not in measure.levels:
            continue
        found = session.comparison(name, QUARTER)
        known = [place for place in found.places if place.value is not None]
        if not known:
            continue
        figure = home_plots.dots(measure, found)
        assert list(figure.layout.yaxis.ticktext) == sorted(place.name for place in known)
        assert list(figure.data[0].x) == [place.value for place in known]
        row = home_by_home._row(measure, known[0])
        assert row["Home"] == known[0].name and row[measure.title] == known[0].value


def test_a_name_is_no_tag_in_a_drawing() -> None:
    assert home_plots._short("<b>A & B</b>") == "&lt;b>A &amp; B&lt;/b>"
    assert home_plots._short("The House at the End of the Lane") == "The House at the End…"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("I00200196", "I00200196"), ("H01|2026-04-01|agency", "1 Apr 2026 · agency"),
        ("C0008|100200|2026-07-01|AM", "100200 · 1 Jul 2026 · AM"), ("R00100028|safe", "R00100028 · safe"),
        ("S0003|2022-06-10", "10 Jun 2022"), ("H01|C0008", None), ("H01", None), ("H01|first_aid", "first aid"),
    ],
)  # fmt: skip
def test_a_record_says_what_no_other_column_says(record: str, said: str | None) -> None:
    assert records._record(record, {"H01", "C0008", "S0003"}) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [(0.0, "£0"), (632.3, "£632.30"), (999.995, "£1,000"), (1000.4, "£1,000"), (-40.0, "−£40"), (-0.001, "£0")],
)
def test_money_in_words(amount: float, said: str) -> None:
    assert words.money(amount) == said


def test_what_is_under_budget_is_said_so() -> None:
    money, today = MEASURES["financial_variance_pct"], date(2026, 11, 4)
    figure = SimpleNamespace(status="ok", numerator=-1200.0, denominator=50000.0, value=-2.4)
    assert words.figure_said(money, figure, QUARTER, "in all homes", today) == (
        "From 1 April 2026 to 30 September 2026 in all homes: £1,200 under budget, of £50,000, which is −2.4%."
    )
    assert words.counted(1200.0, money.numerator) == "£1,200 over budget"


@pytest.mark.parametrize(
    ("measure", "period", "said"),
    [
        ("attendance_pct", "2026-06", "In June 2026"), ("attendance_pct", "2026-27-Q1", "From April to June 2026"),
        ("turnover_12m_pct", "2026-06", "In the 12 months to 30 June 2026"),
        ("actual_ytd", "2026-02", "From 1 April 2025 to 28 February 2026"),
        ("actual_ytd", "2026-04", "From 1 April 2026 to 30 April 2026"),
        ("ofsted_overall_grade", "2026-27-Q1", "On 30 June 2026"),
        ("ofsted_overall_grade", "2026-11", "On 4 November 2026"),
        ("actions_overdue_n", "2026-27-Q3", "On 4 November 2026"),
    ],
)  # fmt: skip
def test_the_days_a_figure_is_about(measure: str, period: str, said: str) -> None:
    assert words.during(MEASURES[measure], periods.parse(period), date(2026, 11, 4)) == said


def test_few_are_said_with_what_chance_may_make_of_them(session: Session) -> None:
    share = MEASURES["feel_safe_pct"]
    figure = SimpleNamespace(measure=share.measure, status="ok", numerator=3.0, denominator=4.0, value=75.0)
    said = words.figure_said(share, figure, QUARTER, "here", date(2026, 11, 4), session.of_few(figure))
    assert said.endswith("out of 4 children who answered, which is 75%, between 30.1% and 95.4% by chance alone.")
    longest = MEASURES["days_since_last_max"]
    figure = SimpleNamespace(measure=longest.measure, status="ok", numerator=45.0, denominator=None, value=45.0)
    assert words.figure_said(longest, figure, QUARTER, "here", date(2026, 11, 4), session.of_few(figure)) == (
        "On 30 September 2026 here: 45 days at the most."
    )
