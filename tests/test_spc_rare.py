"""Charts for small numbers: gaps between rare events, run charts, and intervals."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as some

from warehouse.spc.intervals import poisson, wilson
from warehouse.spc.rare import HALF, days_between, g_chart, nights_between, nights_from, t_chart
from warehouse.spc.run import run_chart
from warehouse.spc.xmr import xmr

DAYS = [60.0, 12.5, 33.2, 5.1, 80.4, 21.0, 44.9, 9.8, 15.3, 70.2]
NIGHTS = [12, 30, 5, 44, 21, 9, 60, 17, 33, 28]
MAY = date(2026, 5, 1)


def test_the_published_t_vector() -> None:
    small = xmr([gap ** (1 / 3.6) for gap in DAYS]).groups[0]
    assert (round(small.mean, 4), round(small.moving_range, 4)) == (2.5219, 0.9531)
    chart = t_chart(DAYS, open_gap=41)
    group = chart.groups[0]
    assert (round(group.centre, 2), round(group.upper, 2), group.lower) == (27.94, 342.05, 0)
    assert (chart.open_gap, chart.open_word, chart.variation, group.baseline) == (41, "common", "common", "trial")


def test_the_published_g_vector() -> None:
    chart = g_chart(NIGHTS)
    group = chart.groups[0]
    assert (round(group.upper, 2), group.lower, group.centre) == (105.09, 0, 24.5)
    mean = sum(NIGHTS) / 10
    assert (mean, group.upper) == (25.9, pytest.approx(mean + 3 * math.sqrt(mean * (mean + 1))))


def test_the_open_gap_is_part_of_no_limit() -> None:
    for chart in (t_chart, g_chart):
        without, short, long = (chart(DAYS, open_gap=gap) for gap in (None, 3, 5000))
        assert without.groups == short.groups == long.groups
        assert without.points == long.points
        assert (without.open_word, short.open_word, long.open_word) == (None, "common", "outside_limits_high")
        limit = without.groups[0].upper
        assert chart(DAYS, open_gap=limit).open_word == "common"
        assert chart(DAYS, open_gap=limit + 0.01).open_word == "outside_limits_high"


@pytest.mark.parametrize("gaps, baseline", [(18, "trial"), (19, "firm"), (20, "firm")])
def test_twenty_events_make_limits_firm(gaps: int, baseline: str) -> None:
    """Nineteen gaps lie between twenty events."""
    assert t_chart((DAYS + DAYS)[:gaps]).groups[0].baseline == baseline
    assert g_chart((NIGHTS + NIGHTS)[:gaps]).groups[0].baseline == baseline


@pytest.mark.parametrize("chart", [t_chart, g_chart])
@pytest.mark.parametrize(
    "better, word", [("lower", "improvement_high"), ("higher", "concern_high"), ("neutral", "neutral_high"),
                     ("band", "neutral_high")]
)  # fmt: skip
def test_a_longer_gap_is_good_where_fewer_events_are(chart: object, better: str, word: str) -> None:
    found = chart([10, 12] * 10 + [4000], better=better)  # type: ignore[operator]
    assert (found.points[-1], found.variation) == ("outside_limits_high", word)


def test_short_gaps_are_signals_too() -> None:
    found = t_chart([10, 12] * 10 + [HALF], better="lower")
    assert (found.points[-1], found.variation) == ("outside_limits_low", "concern_low")
    shorter = t_chart([40, 42] * 10 + [22, 23] * 4, better="lower")
    assert shorter.points[-1] in ("shift_low", "two_in_three_low", "outside_limits_low")
    assert shorter.variation == "concern_low"


@pytest.mark.parametrize("count", [6, 7, 8])
def test_a_shift_of_gaps_about_the_median(count: int) -> None:
    gaps = [9, 11] * 10 + [9, *[12, 13, 12, 13, 12, 13, 12, 13][:count]]
    found = g_chart(gaps)
    assert median(gaps) == 11
    assert found.points[-count:] == ("shift_high" if count >= 7 else "common",) * count
    assert found.points[-count - 1] == "common"
    assert found.in_a_row == (count if count >= 7 else 0)


@pytest.mark.parametrize("chart", [t_chart, g_chart])
def test_too_few_and_constant_gaps(chart: object) -> None:
    for gaps in ([], [30]):
        found = chart(gaps, open_gap=2)  # type: ignore[operator]
        assert (found.variation, found.too_short, found.open_word) == ("not_enough_data", True, "common")
        assert all(group.upper is None and group.baseline == "none" for group in found.groups)


def test_gaps_that_do_not_vary() -> None:
    same = t_chart([30.0] * 9)
    assert (same.variation, same.groups[0].upper, same.too_short) == ("common", None, False)
    assert set(same.points) == {"common"}
    assert (g_chart([0, 0, 0]).groups[0].upper, g_chart([0, 0, 0]).variation) == (None, "common")


def test_a_new_group_has_lines_of_its_own() -> None:
    gaps = [10, 12] * 6 + [100, 120] * 6
    for chart in (t_chart, g_chart):
        both = chart(gaps, starts=[12])
        assert [group.centre for group in both.groups] == [chart(gaps[:12]).groups[0].centre,
                                                            chart(gaps[12:]).groups[0].centre]  # fmt: skip
        assert set(both.points) == {"common"}


def test_days_between_events() -> None:
    """Two on one day are half a day apart, unless their times are known."""
    noon = datetime(2026, 5, 3, 12)
    assert days_between([MAY + timedelta(days=9), MAY, MAY]) == [HALF, 9]
    assert days_between([noon, noon + timedelta(hours=6), noon + timedelta(days=2)]) == [0.25, 1.75]
    assert days_between([noon, noon]) == [HALF]
    assert days_between([MAY, noon]) == [2], "a time beside a day alone does not count"
    assert days_between([date(2026, 5, 3), noon]) == [HALF]
    assert days_between([]) == days_between([MAY]) == []
    assert t_chart([0, 3, 8]).gaps == (HALF, 3, 8)


def test_nights_between_events() -> None:
    nights = {MAY + timedelta(days=day): 4.0 if day < 5 else 3.0 for day in range(10)}
    events = [MAY, MAY + timedelta(days=4), MAY + timedelta(days=4), MAY + timedelta(days=8)]
    assert nights_between(events, nights) == [16, 0, 13]
    assert nights_from(events[-1], MAY + timedelta(days=20), nights) == 6, "days not known have no nights"


@given(some.lists(some.integers(1, 400), min_size=2, max_size=30), some.sampled_from([24, 7]))
def test_hours_or_days_give_the_same_t_chart(gaps: list[int], unit: int) -> None:
    days, hours = t_chart([float(gap) for gap in gaps]), t_chart([float(gap * unit) for gap in gaps])
    assert days.points == hours.points
    if days.groups[0].upper is not None:
        assert hours.groups[0].upper == pytest.approx(days.groups[0].upper * unit)
        assert hours.groups[0].lower == pytest.approx(days.groups[0].lower * unit)


# Run charts


@pytest.mark.parametrize("count", [6, 7, 8])
@pytest.mark.parametrize("sign, side, word", [(1, "high", "improvement_high"), (-1, "low", "concern_low")])
def test_a_run_of_seven_about_the_median(count: int, sign: int, side: str, word: str) -> None:
    values = [50 - sign, 50 + sign] * 10 + [50, 50 - sign] * 8 + [50 + sign * (2 + place % 2) for place in range(count)]
    found = run_chart(values, better="higher")
    assert median(values) == 50
    assert found.points[-count:] == (f"shift_{side}" if count >= 7 else "common",) * count
    assert found.points[-count - 1] == "common"
    assert found.variation == (word if count >= 7 else "common")
    assert found.in_a_row == (count if count >= 7 else 0)


def test_a_point_on_the_median_or_a_blank_breaks_a_run() -> None:
    low, high = [1, 2, 1, 2, 1, 2, 1], [9, 8, 9, 8, 9, 8, 9]
    assert run_chart([*low, *high]).points == ("shift_low",) * 7 + ("shift_high",) * 7
    assert set(run_chart([*low, *high[:3], None, *high[3:]]).points[7:]) == {"common", None}
    assert set(run_chart([*low, *high[:3], 5, *high[3:]]).points[7:]) == {"common"}
    assert set(run_chart([*low, *high], breaks=[10]).points[7:]) == {"common"}
    assert run_chart([*low, *high], starts=[7]).points == ("common",) * 14


@pytest.mark.parametrize("count, word", [(11, "not_enough_data"), (12, "common")])
def test_under_twelve_points_without_a_shift_say_nothing(count: int, word: str) -> None:
    found = run_chart([1, 2] * 5 + [1, 2][: count - 10])
    assert (found.variation, found.groups[0].lower, found.groups[0].baseline) == (word, None, "none")


def test_points_that_overlap_are_not_judged() -> None:
    found = run_chart([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], overlap=True)
    assert (set(found.points), found.variation, found.groups[0].mean) == ({"common"}, None, 7.5)


def test_runs_of_nothing() -> None:
    assert run_chart([]).groups == ()
    assert run_chart([None, None]).variation == "not_enough_data"
    assert run_chart([None, None]).groups[0].mean is None


# Intervals


@pytest.mark.parametrize(
    "numerator, denominator, low, high", [(3, 4, 30.1, 95.4), (0, 4, 0, 49.0), (18, 20, 69.9, 97.2)]
)
def test_the_published_wilson_intervals(numerator: int, denominator: int, low: float, high: float) -> None:
    found = wilson(numerator, denominator)
    assert (round(found[0] * 100, 1), round(found[1] * 100, 1)) == (low, high)


def test_wilson_at_its_ends() -> None:
    assert wilson(0, 0) is None
    assert wilson(0, 4)[0] == 0
    assert wilson(4, 4)[1] == 1
    for numerator, denominator in ((5, 4), (-1, 4)):
        with pytest.raises(ValueError, match="A share"):
            wilson(numerator, denominator)


@given(some.integers(1, 500), some.data())
def test_wilson_holds_its_share_and_mirrors(denominator: int, data: some.DataObject) -> None:
    numerator = data.draw(some.integers(0, denominator))
    low, high = wilson(numerator, denominator)
    assert 0 <= low <= numerator / denominator <= high <= 1
    other = wilson(denominator - numerator, denominator)
    assert (other[0], other[1]) == (pytest.approx(1 - high), pytest.approx(1 - low))


@pytest.mark.parametrize(
    "events, low, high",
    [
        (0, 0, 3.688879454113936), (1, 0.025317807984289876, 5.571643390938898),
        (2, 0.24220927854396496, 7.22468766772396), (3, 0.6186721228956014, 8.767273069742323),
        (10, 4.7953886961324335, 18.39035604201778), (50, 37.110963737461866, 65.91876666433681),
        (100, 81.36399125092314, 121.62679379242638),
    ],
)  # fmt: skip
def test_exact_poisson_intervals(events: int, low: float, high: float) -> None:
    """Half the quantiles of chi squared with 2n and 2n + 2 degrees of freedom, as tables print them."""
    assert poisson(events) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


def test_poisson_without_events_has_a_known_end() -> None:
    assert poisson(0)[1] == pytest.approx(-math.log(0.025), abs=1e-12)
    assert poisson(3, 552) == (pytest.approx(0.6186721228956014 / 552), pytest.approx(8.767273069742323 / 552))
    assert poisson(3, 0) is None
    for events in (-1, 2.5):
        with pytest.raises(ValueError, match="whole numbers"):
            poisson(events)  # type: ignore[arg-type]


@given(some.integers(0, 300))
def test_poisson_holds_its_count_and_widens(events: int) -> None:
    low, high = poisson(events)
    assert low <= events <= high
    more_low, more_high = poisson(events + 1)
    assert low < more_low
    assert high < more_high
