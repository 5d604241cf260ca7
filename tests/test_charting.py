"""The charts of a session: every measure's own, for the service and for a home, from the figures everybody sees."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from warehouse import periods
from warehouse.session import LOCAL, Session, Viewer, open_session

MONTHS = periods.between(periods.month(2024, 11), periods.month(2026, 9), "month")


@pytest.fixture
def session(small_home: Path) -> Session:
    return open_session(LOCAL)


def test_a_chart_holds_the_figures_it_is_drawn_from(session: Session) -> None:
    for homes in (None, ["H01"]):
        rows = session.by_measure(MONTHS, homes=homes)
        for name, chart in session.charts(MONTHS, homes=homes).items():
            if chart.method in ("t", "g"):
                continue
            for point, row in zip(chart.points, rows[name], strict=True):
                assert point.value == row.value or (point.value is None and row.status != "ok"), (name, row)
                assert (point.status, point.is_provisional) == (row.status, row.revision == "p")


def test_gaps_add_up_to_the_time_between_the_first_event_and_the_last(session: Session) -> None:
    for name, chart in session.charts(MONTHS).items():
        if chart.method != "t" or len(chart.points) < 2:
            continue
        days = [point.on for point in chart.points]
        gaps = [point.value for point in chart.points if point.value is not None]
        assert days == sorted(days), name
        # Two on one day count as half a day apart, so the sum is at most that much longer.
        apart = (days[-1] - days[0]).days
        assert 0 <= math.fsum(gaps[1:]) - apart <= len(gaps) / 2, name
        assert chart.open_gap == (MONTHS[-1].end - days[-1]).days, name


def test_a_chart_of_one_home_has_its_events_alone(session: Session) -> None:
    """The events on the charts of the homes are those of the service, parted."""
    every = session.charts(MONTHS)["injury_incidents_n"]
    homes = list(session.homes()["home_id"])
    parted = [session.charts(MONTHS, ["injury_incidents_n"], [home])["injury_incidents_n"] for home in homes]
    # A chart of n events has n - 1 gaps.
    assert sum(len(chart.points) + 1 for chart in parted) == len(every.points) + 1


def test_a_viewer_s_charts_are_of_their_homes_and_measures(session: Session) -> None:
    own = open_session(Viewer("manager", frozenset({"H01"}), frozenset({"restraint_n", "missing_episodes_n"})))
    charts = own.charts(MONTHS)
    assert set(charts) == {"restraint_n", "missing_episodes_n"}
    alone = session.charts(MONTHS, list(charts), ["H01"])
    assert [p.value for p in charts["missing_episodes_n"].points] == [
        p.value for p in alone["missing_episodes_n"].points
    ]
    assert charts["restraint_n"].points == alone["restraint_n"].points


def test_a_rate_of_rare_events_is_charted_in_the_nights_spent_between_them(session: Session) -> None:
    """Each gap is the bed nights of its days, counted here stay by stay; the events are those of the count."""
    name = "injury_per_1000_bn"
    chart, days = session.charts(MONTHS)[name], session.charts(MONTHS)["injury_incidents_n"]
    assert (chart.method, chart.unit, days.method) == ("g", "nights", "t")
    assert [point.on for point in chart.points] == [point.on for point in days.points]
    spans = session.cases(name, periods.parse("2024-11-01..2026-09-30")).query("denominator > 0")
    for before, point in zip(chart.points, chart.points[1:], strict=False):
        nights = sum(
            before.on <= night.date() < point.on
            for span in spans.itertuples()
            for night in pd.date_range(span.counted_on, span.counted_to)
        )
        assert point.value == nights, point
    assert chart.open_gap is not None and chart.open_gap >= (days.open_gap or 0)
