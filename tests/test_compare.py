"""Homes beside each other: intervals and funnels against values worked out elsewhere, and what is said of them."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from warehouse import periods, registry
from warehouse.comparing import homes_open, rate_beside
from warehouse.spc import chance, intervals
from warehouse.spc.compare import Comparison, comparison
from warehouse.spc.funnel import Funnel, funnel, limits

MEASURES = registry.measures()
SHARE, RATE, NIGHTS = MEASURES["feel_safe_pct"], MEASURES["restraint_per_1000_bn"], MEASURES["occupancy_registered_pct"]
COUNT, GRADE, MONEY = MEASURES["restraint_n"], MEASURES["ofsted_overall_grade"], MEASURES["financial_variance_pct"]


def row(home: str | None, numerator: float | None, denominator: float | None, value: float | None = None) -> Any:
    return SimpleNamespace(
        home_id=home, numerator=numerator, denominator=denominator, value=value, revision="",
        status="z" if value is None else "ok",
    )  # fmt: skip


def beside(measure: registry.Measure, *counted: tuple[float, float]) -> Comparison:
    """The homes H00, H01 and so on with these numerators and denominators, and all of them together."""
    rows = [
        row(f"H{place:02}", n, d, n / d * measure.scale if d else None) for place, (n, d) in enumerate(counted)
    ]  # fmt: skip
    n, d = sum(n for n, _ in counted), sum(d for _, d in counted)
    names = {one.home_id: f"Home {place}" for place, one in enumerate(rows)}
    return comparison(measure, names, rows, row(None, n, d, n / d * measure.scale))


@pytest.mark.parametrize(
    ("expected", "low", "high"),
    # The exact Poisson limits of whole numbers of events, from tables; Byar's come close.
    [(5, 1.6235, 11.6683), (10, 4.7954, 18.3904), (20, 12.2165, 30.8884), (100, 81.3640, 121.6268)],
)
def test_byar_s_limits_come_close_to_the_exact_ones(expected: int, low: float, high: float) -> None:
    assert intervals.byar(expected) == (pytest.approx(low, rel=0.01), pytest.approx(high, rel=0.001))
    assert intervals.poisson(expected) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_byar_s_limits_never_lie_below_nothing() -> None:
    assert intervals.byar(0) == (0.0, 0.0)
    for expected in (0.01, 0.2, 1.0):
        low, high = intervals.byar(expected, intervals.Z998)
        assert 0 <= low < expected < high


def test_wilson_at_99_8_percent() -> None:
    """(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) for 50 of 100 and z = 3.090232, worked by hand."""
    z = 3.090232
    reach = z * math.sqrt(0.25 / 100 + z * z / 40000) / (1 + z * z / 100)
    assert intervals.wilson(50, 100, intervals.Z998) == (pytest.approx(0.5 - reach), pytest.approx(0.5 + reach))
    assert reach == pytest.approx(0.14763, abs=1e-5)


@pytest.mark.parametrize(
    ("measure", "kind"),
    [
        ("feel_safe_pct", chance.SHARE), ("supervision_monthly_pct", chance.SHARE),
        ("occupancy_registered_pct", chance.ALIKE),
        ("attendance_pct", chance.ALIKE), ("agency_shift_pct", chance.ALIKE), ("restraint_per_1000_bn", chance.RATE),
        ("restraint_n", chance.COUNT), ("children_restrained_n", chance.COUNT), ("ofsted_overall_grade", chance.OWN),
        ("days_since_last_max", chance.OWN), ("median_nights_in_home", chance.OWN), ("actual_ytd", chance.OTHER),
        ("financial_variance_pct", chance.OTHER), ("turnover_12m_pct", chance.OTHER),
        ("unit_cost_per_bed_night", chance.OTHER), ("cpd_hours_per_fte", chance.OTHER),
    ],
)  # fmt: skip
def test_what_a_figure_is_to_chance(measure: str, kind: str) -> None:
    assert chance.kind(MEASURES[measure]) == kind


def test_money_has_no_interval_however_whole_its_pounds() -> None:
    assert chance.interval(MONEY, 50, 1000) is None
    assert chance.interval(SHARE, 3, 4) == (pytest.approx(30.06, abs=0.01), pytest.approx(95.44, abs=0.01))
    assert chance.interval(SHARE, 3, 0) is None and chance.interval(SHARE, None, 4) is None
    assert chance.interval(SHARE, -1, 4) is None and chance.interval(SHARE, 1.5, 4) is None


def test_a_figure_of_fewer_than_ten_does_not_stand_alone() -> None:
    assert chance.of_few(SHARE, 9, 9) and chance.of_few(SHARE, 9, 10) is None
    assert chance.of_few(RATE, 9, 500) and chance.of_few(RATE, 10, 500) is None
    assert chance.of_few(COUNT, 3, None) is None


def test_differences_within_chance_are_said_to_be() -> None:
    found = beside(SHARE, (3, 4), (2, 4), (4, 4))
    assert found.sentence.startswith("No home's interval lies wholly apart")
    assert {place.word for place in found.places} == {"within"}
    assert found.has_intervals and "Wilson's" in found.note and "overdispersion" not in found.note
    assert "fewer than eight homes" in found.why_no_funnel and found.funnel is None


def test_homes_apart_by_more_than_chance_are_named_in_their_own_order() -> None:
    found = beside(RATE, (40, 1000), (2, 1000), (14, 1000), (41, 1000))
    assert [place.word for place in found.places] == ["above", "below", "below", "above"]
    assert found.sentence == (
        "Home 0 and Home 3 lie above and Home 1 and Home 2 lie below the figure of all homes by more than chance alone "
        "brings."
    )
    assert [place.name for place in found.places] == ["Home 0", "Home 1", "Home 2", "Home 3"], "never ranked"
    assert "exact Poisson" in found.note and "overdispersion is not adjusted" in found.note


@pytest.mark.parametrize(("service", "word"), [(30.0, "above"), (30.064, "within"), (95.44, "within"), (95.5, "below")])
def test_an_interval_lies_apart_only_where_the_figure_of_all_is_beyond_its_end(service: float, word: str) -> None:
    """3 of 4 has the interval 30.06 to 95.44; its very ends are not apart from it."""
    names = {"H01": "Birch House", "H02": "Rowan Lodge"}
    rows = [row("H01", 3, 4, 75.0), row("H02", 3, 4, 75.0)]
    low, high = chance.interval(SHARE, 3, 4) or (0.0, 0.0)
    exact = {30.064: low, 95.44: high}.get(service, service)
    found = comparison(SHARE, names, rows, row(None, 6, 8, exact))
    assert [place.word for place in found.places] == [word, word]


def test_what_cannot_be_compared_is_said() -> None:
    assert "cannot be compared by them" in comparison(
        COUNT, {"H1": "A", "H2": "B"}, [row("H1", 3, None, 3), row("H2", 9, None, 9)], row(None, 12, None, 12)
    ).sentence  # fmt: skip
    grades = comparison(GRADE, {"H1": "A", "H2": "B"}, [row("H1", 3, None, 3), row("H2", 2, None, 2)], None)
    assert "not averaged" in grades.sentence and not grades.has_intervals and grades.service is None
    nights = beside(NIGHTS, (80, 90), (10, 90))
    assert "its own past" in nights.sentence and not nights.has_intervals
    assert "funnel" in nights.why_no_funnel
    assert "Only one home" in beside(SHARE, (3, 4), (0, 0)).sentence
    none = comparison(SHARE, {"H1": "A"}, [row("H1", None, None)], row(None, None, None))
    assert none.sentence == "No home has a figure."


EIGHT = [(20.0, 400.0)] * 7 + [(60.0, 400.0)]


def test_a_funnel_needs_eight_homes_and_events_enough() -> None:
    assert "fewer than eight homes" in str(funnel(RATE, EIGHT[1:]))
    assert isinstance(funnel(RATE, EIGHT), Funnel)
    assert isinstance(funnel(RATE, [(5, 300)] * 8), Funnel), "five a home are enough"
    assert "fewer than five events" in str(funnel(RATE, [(5, 300)] * 7 + [(4, 300)]))
    assert "fewer than five events" in str(funnel(SHARE, [(20, 24)] * 8)), "a share has two sides"


def test_the_funnel_lies_around_the_mean_and_names_who_is_out() -> None:
    found = funnel(RATE, EIGHT)
    assert isinstance(found, Funnel)
    assert found.mean == pytest.approx(200 / 3200 * 1000)
    # 25 events are expected of 400 nights; 20 lie within, 60 above the outer line.
    assert found.words == ("within",) * 7 + ("beyond_998_high",)
    lines = limits(RATE, 200 / 3200, 400)
    low, high = intervals.poisson(25) or (0.0, 0.0)
    assert lines.low_95 == pytest.approx(low / 0.4, rel=0.002) and lines.high_95 == pytest.approx(high / 0.4, rel=0.002)
    assert lines.low_998 < lines.low_95 < found.mean < lines.high_95 < lines.high_998
    widths = [one.high_95 - one.low_95 for one in funnel(RATE, [(20, 100), *EIGHT]).curve]  # type: ignore[union-attr]
    assert widths == sorted(widths, reverse=True), "the more is counted, the narrower"


def test_between_the_lines_and_beyond_them() -> None:
    """Of 100 at a mean of one half the limits are 40.4 to 59.6 and 35.2 to 64.8 percent."""
    lines = limits(SHARE, 0.5, 100)
    assert (lines.low_95, lines.high_95) == (pytest.approx(40.383, abs=0.001), pytest.approx(59.617, abs=0.001))
    assert (lines.low_998, lines.high_998) == (pytest.approx(35.237, abs=0.001), pytest.approx(64.763, abs=0.001))
    counted = [(50.0, 100.0)] * 20
    for n, word in ((59, "within"), (60, "beyond_95_high"), (64, "beyond_95_high"), (65, "beyond_998_high")):
        found = funnel(SHARE, [*counted, (float(n), 100.0), (100.0 - n, 100.0)])
        assert isinstance(found, Funnel)
        assert found.words[-2:] == (word, word.replace("high", "low")), n


def test_a_home_in_a_funnel_says_where_it_lies() -> None:
    found = beside(RATE, *EIGHT)
    assert found.funnel is not None and found.why_no_funnel == ""
    assert found.places[-1].said == "above, by more than chance; above the outer line"
    assert found.places[0].said == "within chance; within the lines"


def test_a_count_has_the_rate_of_its_indicator_beside_it() -> None:
    assert rate_beside(COUNT, MEASURES) == RATE
    assert rate_beside(MEASURES["injury_incidents_n"], MEASURES) == MEASURES["injury_per_1000_bn"]
    assert rate_beside(RATE, MEASURES) is None and rate_beside(MEASURES["complaints_n"], MEASURES) is None
    assert rate_beside(COUNT, {"restraint_n": COUNT}) is None, "a rate that the viewer may not see is not shown"


def test_homes_that_were_not_open_are_left_out() -> None:
    import pandas as pd

    quarter, nothing = periods.parse("2026-27-Q2"), pd.NaT
    homes = [
        SimpleNamespace(home_id=name, name=name, opened_on=opened, closed_on=closed)
        for name, opened, closed in (
            ("open", pd.Timestamp("2020-01-01"), nothing),
            ("opened on the last day", pd.Timestamp("2026-09-30"), nothing),
            ("opened after", pd.Timestamp("2026-10-01"), nothing), ("unknown", nothing, nothing),
            ("closed on the first day", nothing, pd.Timestamp("2026-07-01")),
            ("closed before", nothing, pd.Timestamp("2026-06-30")),
        )
    ]  # fmt: skip
    assert list(homes_open(homes, quarter)) == ["open", "opened on the last day", "unknown", "closed on the first day"]
