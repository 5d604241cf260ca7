"""A measure's chart, whole: which method it takes, what it judges, and that a page needs to compute nothing."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import date, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest

from warehouse import registry
from warehouse.coverage import unbroken
from warehouse.framework_data import Rebase
from warehouse.periods import between, parse
from warehouse.registry import Measure
from warehouse.session import LOCAL, open_session
from warehouse.spc import words
from warehouse.spc.chart import chart_of
from warehouse.spc.drawn import Chart
from warehouse.spc.over_gaps import event_days
from warehouse.spc.xmr import xmr

MONTHS = between(parse("2024-01"), parse("2025-06"), "month")
ATTENDANCE = [90, 92] * 9
TODAY = date(2026, 6, 30)


def _measure(name: str, **changed: object) -> Measure:
    return dataclasses.replace(registry.measures()[name], **changed)  # type: ignore[arg-type]


def _rows(values: list[float | None], denominator: float | None = 200, **changed: list[str]) -> list[SimpleNamespace]:
    """Rows of figures; a percentage stands on `denominator`, a figure that is not there has status x."""
    rows = [
        SimpleNamespace(
            value=value, status="x" if value is None else "ok", revision=None,
            numerator=None if value is None else value if denominator is None else value * denominator / 100,
            denominator=None if value is None else denominator,
        )
        for value in values
    ]  # fmt: skip
    for name, cells in changed.items():
        for row, cell in zip(rows, cells, strict=True):
            setattr(row, name, cell)
    return rows


def _chart(measure: Measure, values: list[float | None], denominator: float | None = 200, **asked: object) -> Chart:
    return chart_of(measure, MONTHS[: len(values)], _rows(values, denominator), **asked)  # type: ignore[arg-type]


def test_a_control_chart_whole() -> None:
    values = [*ATTENDANCE[:-1], 70]
    chart, alone = _chart(_measure("attendance_pct"), values, target=80), xmr(values, "higher", 80)
    line, group = chart.lines[0], alone.groups[0]
    assert (chart.method, chart.baseline, chart.target, chart.centre_is) == ("xmr", "firm", 80, "average")
    assert (line.centre, line.lower, line.upper) == (group.mean, group.lower, group.upper)
    assert [point.word for point in chart.points] == list(alone.points)
    assert (chart.points[-1].word, chart.points[-1].said) == ("outside_limits_low", "below the lower limit")
    assert (chart.points[0].label, chart.points[0].on) == ("January 2024", date(2024, 1, 1))
    assert (chart.variation.word, chart.variation.letter) == ("concern_low", "L")
    assert (chart.assurance.word, chart.assurance.letter) == (alone.assurance, "P")
    assert chart.sentence.startswith("June 2025 lies below the lower limit: a real worsening, not chance.")
    assert chart.note.startswith("Limits: the mean and 2.66 times the mean moving range")


def test_limits_are_cut_for_drawing_alone() -> None:
    high = _chart(_measure("attendance_pct"), [100, 99] * 9).lines[0]
    assert high.upper > 100
    assert (high.upper_drawn, high.lower_drawn) == (100, high.lower)
    low = _chart(_measure("missing_episodes_n"), [0, 1] * 9, None).lines[0]
    assert low.lower < 0
    assert (low.lower_drawn, low.upper_drawn) == (0, low.upper)
    # Where figures themselves go beyond, nothing is cut.
    over = _chart(_measure("attendance_pct"), [103, 98] * 9).lines[0]
    assert over.upper_drawn == over.upper
    under = _chart(_measure("attendance_pct"), [3, -2] * 9).lines[0]
    assert under.lower_drawn == under.lower


def test_provisional_figures_are_shown_and_not_judged() -> None:
    """A month that still runs has few of its events: it is no improvement."""
    measure = _measure("missing_episodes_n")
    values = [10.0, 12.0] * 8 + [11.0, 0.0]
    open_end = chart_of(measure, MONTHS, _rows(values, None, revision=[None] * 17 + ["p"]))
    assert open_end.lines[0].centre == xmr(values[:-1]).groups[0].mean
    assert (open_end.points[-1].value, open_end.points[-1].word, open_end.points[-1].is_provisional) == (0, None, True)
    assert open_end.variation.word == "common"
    assert open_end.sentence.startswith("May 2025 lies within")
    assert "Hollow points can still change" in open_end.note
    closed = chart_of(measure, MONTHS, _rows(values, None))
    assert closed.variation.word == "improvement_low"
    assert "Hollow" not in closed.note
    all_open = chart_of(measure, MONTHS, _rows(values, None, revision=["p"] * 18))
    assert all_open.sentence == "Every figure so far can still change, so nothing is judged by it."


@pytest.mark.parametrize("denominator, method", [(9, "run"), (10, "xmr"), (None, "xmr")])
def test_a_percentage_of_fewer_than_ten_has_no_limits(denominator: float | None, method: str) -> None:
    chart = _chart(_measure("supervision_monthly_pct"), [100, 0] * 9, denominator)
    assert chart.method == method
    if method == "run":
        assert "Limits need more people behind each figure." in chart.sentence
        assert (chart.lines[0].centre, chart.lines[0].upper, chart.centre_is) == (50, None, "middle value")
        assert [round(chart.points[0].low, 1), chart.points[0].high] == [70.1, 100]
        assert "95 % intervals" in chart.note


def test_a_rolling_window_never_has_limits() -> None:
    """Even where its file should say xmr: each point holds most of the one before."""
    for changed in ({}, {"chart": "xmr"}, {"chart": "xmr", "window": "fy_to_date"}):
        chart = _chart(_measure("turnover_12m_pct", **changed), list(range(18)))
        assert (chart.method, chart.variation, chart.baseline) == ("run", None, "none")
        assert {line.upper for line in chart.lines} == {None}
        assert chart.sentence.startswith("Each point holds most of the one before")
        assert {point.word for point in chart.points} == {"common"}
        assert {point.low for point in chart.points} == {None}, "a mean headcount is not so many people"


def test_intervals_where_few_are_counted() -> None:
    rows = _rows([75, 0, None], 4)
    chart = chart_of(_measure("rhi_offered_72h_pct"), MONTHS[:3], rows)
    assert (chart.method, chart.variation, chart.assurance) == ("interval", None, None)
    assert [[None if end is None else round(end, 1) for end in (point.low, point.high)] for point in chart.points] == [
        [30.1, 95.4], [0, 49.0], [None, None],
    ]  # fmt: skip
    assert chart.sentence.startswith("Few are counted in a month")


def test_a_rate_of_events_has_its_exact_interval() -> None:
    measure = _measure("restraint_per_1000_bn")
    rows = [SimpleNamespace(value=3000 / 552, numerator=3, denominator=552, status="ok", revision=None)] * 3
    point = chart_of(measure, MONTHS[:3], rows).points[0]
    assert (point.low, point.high) == (pytest.approx(618.6721228956014 / 552), pytest.approx(8767.273069742323 / 552))


def test_steps_have_a_sentence_and_no_lines() -> None:
    chart = _chart(_measure("attendance_pct", chart="step"), [3, 3, 2], None)
    assert (chart.method, chart.variation, chart.lines[0].centre, chart.note) == ("step", None, None, "")
    assert chart.sentence.startswith("The line steps")


def _rebase(period: str, reason: str) -> Rebase:
    return Rebase(measure="attendance_pct", from_period=parse(period), reason=reason)


def test_rebases_start_lines_anew_and_are_marked() -> None:
    moved, elsewhere = _rebase("2025-01", "A second school"), _rebase("2030-01", "Not yet")
    chart = _chart(_measure("attendance_pct"), [60, 62] * 6 + [90, 92] * 3, rebases=[elsewhere, moved])
    assert [(line.first, line.end, line.centre, line.baseline) for line in chart.lines] == [
        (0, 12, 61, "firm"), (12, 18, 91, "trial"),
    ]  # fmt: skip
    assert [(mark.place, mark.reason) for mark in chart.marks] == [(12, "A second school")]
    young = _chart(_measure("attendance_pct"), [60, 62] * 6 + [90], rebases=[moved])
    assert young.sentence.startswith("Too few months since the limits were set anew")
    same = _chart(_measure("attendance_pct"), [60, 62] * 6 + [90, 90], rebases=[moved])
    assert same.sentence == "Every month has the same figure, so there are no limits."


@pytest.mark.parametrize("name", ["attendance_pct", "turnover_12m_pct", "rhi_offered_72h_pct"])
def test_no_figures_at_all(name: str) -> None:
    for values in ([], [None], [None] * 18):
        chart = _chart(_measure(name), values)
        assert "has a figure" in chart.sentence or "Each point" in chart.sentence
        assert len(chart.points) == len(values)
        assert chart.assurance is None


def test_suppressed_and_empty_periods_break_the_line() -> None:
    rows = _rows([90, 92, 91, None, None, 92], status=["ok", "ok", "ok", "c", "z", "ok"])
    rows[3].value = 95
    chart = chart_of(_measure("attendance_pct"), MONTHS[:6], rows)
    assert [point.value for point in chart.points] == [90, 92, 91, None, None, 92]
    assert [point.status for point in chart.points][3:5] == ["c", "z"]
    assert chart.lines[0].centre == pytest.approx((90 + 92 + 91 + 92) / 4)


def _injuries(*days: int) -> list[date]:
    return [TODAY - timedelta(days=day) for day in days]


def test_rare_events_are_gaps_between_them() -> None:
    measure = _measure("injury_incidents_n")
    chart = chart_of(measure, [], [], events=_injuries(41, 60, 100, 100, 130, -3), today=TODAY)
    assert (chart.method, chart.unit, chart.open_gap, chart.baseline) == ("t", "days", 41, "trial")
    assert [point.value for point in chart.points] == [30, 0.5, 40, 19]
    assert (chart.points[-1].label, chart.points[-1].on) == ("20 May 2026", date(2026, 5, 20))
    assert chart.open_said == "41 days since the last event."
    assert chart.sentence == (
        "The gaps between events vary as chance alone brings: no sign of change. Limits rest on fewer than 20 events."
    )
    assert chart.variation.said == "Nothing but chance"


def test_a_long_gap_is_an_improvement_and_says_so() -> None:
    days = [5 + 10 * place + place % 2 for place in range(25)]
    events = _injuries(*(day + 3000 for day in days), 5)
    chart = chart_of(_measure("injury_incidents_n"), [], [], events=events, today=TODAY)
    assert (chart.baseline, chart.variation.word, chart.variation.said) == (
        "firm", "improvement_high", "Improving: longer gaps",
    )  # fmt: skip
    assert chart.sentence == (
        "The last gap between events, 3,000 days, is longer than the upper limit: a real improvement, not chance."
    )


def test_rare_events_by_occupied_nights() -> None:
    nights = {TODAY - timedelta(days=day): 3.0 for day in range(1, 400)}
    chart = chart_of(_measure("restraint_n"), [], [], events=_injuries(10, 40, 60), today=TODAY, nights=nights)
    assert (chart.method, chart.unit, chart.open_gap) == ("g", "nights", 30)
    assert [point.value for point in chart.points] == [60, 90]
    assert (chart.lines[0].centre, chart.lines[0].lower, chart.centre_is) == (75, 0, "middle value")


def test_rare_events_none_few_or_not_known() -> None:
    measure = _measure("injury_incidents_n")
    none = chart_of(measure, [], [], events=[], today=TODAY)
    assert (none.points, none.lines, none.open_gap, none.open_said) == ((), (), None, "")
    assert none.sentence.startswith("No event is on record")
    one = chart_of(measure, [], [], events=_injuries(9), today=TODAY)
    assert (one.open_gap, one.variation.word) == (9, "not_enough_data")
    assert one.sentence.startswith("Fewer than three events")
    assert chart_of(measure, [], [], events=_injuries(0), today=TODAY).open_said == "0 days since the last event."
    unknown = chart_of(measure, [], [])
    assert unknown.sentence == "No export covers these days, so there is no time between events to show."
    assert (unknown.points, unknown.open_gap, unknown.variation.word) == ((), None, "not_enough_data")


def test_a_rebase_among_rare_events() -> None:
    """A gap belongs to the new group once it starts after the change."""
    chart = chart_of(
        _measure("injury_incidents_n"), [], [], rebases=[_rebase("2026-05", "New rota")],
        events=_injuries(5, 20, 30, 60, 61, 80, 100), today=TODAY,
    )  # fmt: skip
    assert [(line.first, line.end) for line in chart.lines] == [(0, 3), (3, 6)]
    assert [(mark.place, mark.reason) for mark in chart.marks] == [(3, "New rota")]


def test_an_event_counts_once_however_many_people_it_concerned() -> None:
    cases = pd.DataFrame(
        [
            (pd.Timestamp(2026, 5, 2), "incidents", "I-2", 1), (pd.Timestamp(2026, 5, 1), "incidents", "I-1", 1),
            (pd.Timestamp(2026, 5, 1), "incidents", "I-1", 1), (pd.Timestamp(2026, 5, 3), "incidents", "I-3", 0),
            (pd.Timestamp(2026, 5, 2), "sanctions", "I-2", 1),
        ],
        columns=["counted_on", "dataset", "record_id", "numerator"],
    )  # fmt: skip
    assert event_days(cases) == [date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 2)]


MAY_TO_JULY, SEPTEMBER = (date(2025, 5, 1), date(2025, 7, 31)), (date(2025, 9, 1), date(2025, 9, 30))


@pytest.mark.parametrize(
    "spans, last, known",
    [
        ({"a": [MAY_TO_JULY]}, date(2025, 7, 31), MAY_TO_JULY),
        ({"a": [MAY_TO_JULY]}, date(2025, 8, 31), MAY_TO_JULY),
        ({"a": [MAY_TO_JULY]}, date(2025, 5, 1), (date(2025, 5, 1), date(2025, 5, 1))),
        ({"a": [MAY_TO_JULY]}, date(2025, 4, 30), None),
        ({"a": [MAY_TO_JULY, SEPTEMBER]}, date(2025, 9, 15), (date(2025, 9, 1), date(2025, 9, 15))),
        ({"a": [MAY_TO_JULY, SEPTEMBER]}, date(2025, 8, 15), MAY_TO_JULY),
        ({"a": [MAY_TO_JULY, SEPTEMBER], "b": [(date(2025, 6, 1), date(2025, 8, 31))]}, date(2025, 9, 15),
         (date(2025, 6, 1), date(2025, 7, 31))),
        ({"a": [SEPTEMBER], "b": [MAY_TO_JULY]}, date(2025, 9, 15), None),
        ({"a": [MAY_TO_JULY], "b": []}, date(2025, 7, 31), None),
        ({}, date(2025, 7, 31), None),
    ],
)  # fmt: skip
def test_gaps_are_counted_only_where_nothing_can_have_been_missed(
    spans: dict[str, list[tuple[date, date]]], last: date, known: tuple[date, date] | None
) -> None:
    """The newest days of which every dataset speaks, with no day between them of which one does not."""
    assert unbroken(spans, list(spans), last) == known


def test_every_measure_of_the_warehouse_has_a_chart(small_home: object) -> None:
    """Every measure over two years of the sample, for the service and a home, by month and quarter."""
    session = open_session(LOCAL)
    home = session.home_rows()[0].home_id
    for grain, homes in itertools.product(("month", "quarter"), (None, [home])):
        periods = between(parse("2024-11"), parse("2026-10"), grain)
        charts = session.charts(periods, homes=homes)
        assert set(charts) <= set(session.measures())
        for name, chart in charts.items():
            measure = session.measure(name)
            assert chart.sentence.endswith("."), name
            assert len(chart.sentence.split()) <= 34, chart.sentence
            assert {point.word for point in chart.points} <= {None, *words.POINT}
            assert chart.method in {"xmr": ("xmr", "run"), "rare_event": ("t", "g")}.get(
                measure.chart, (measure.chart,)
            )
            if measure.chart != "rare_event" and chart.points:
                assert [point.label for point in chart.points] == [period.label for period in periods]


@pytest.mark.parametrize("name", ["injury_incidents_n", "restraint_n", "children_injured_n"])
def test_the_gaps_of_the_warehouse_are_those_of_its_cases(small_home: object, name: str) -> None:
    """The days between the records of the cases, and the days from the last of them to the end of what is known."""
    session = open_session(LOCAL)
    months = between(parse("2025-04"), parse("2026-10"), "month")
    chart = session.charts(months, [name])[name]
    days = set()
    for month in months:
        cases = session.cases(name, month)
        days |= {(row.record_id, row.counted_on.date()) for row in cases.itertuples() if row.numerator}
    ordered = sorted(day for _, day in days)
    assert len(ordered) > 2
    if session.measure(name).kind != "distinct":  # whose cases name a child once a month, however often
        assert [point.on for point in chart.points] == ordered[1:]
        assert [point.value for point in chart.points] == [
            (two - one).days or 0.5 for one, two in itertools.pairwise(ordered)
        ]  # fmt: skip
    until = min(session.covered_to(name) + timedelta(days=1), months[-1].end)
    assert chart.open_gap == (until - chart.points[-1].on).days
    assert {point.on for point in chart.points} >= set(ordered[1:])
