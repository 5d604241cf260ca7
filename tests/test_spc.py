"""The XmR method: the published vectors, both sides of every boundary, and a second reading of the rules."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as some

from warehouse.spc.xmr import BETTER, RUN, trends, variation_word, xmr

OUTLIER = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
RULES = ("outside_limits", "trend", "two_in_three", "shift")
# Twelve quiet points with moving ranges of 1: mean 10.5, limits 7.84 and 13.16, near lines 8.7267 and 12.2733.
BASE = [10, 11] * 6
UPPER, LOWER = 10.5 + 2.66, 10.5 - 2.66
NEAR_UPPER, NEAR_LOWER = 10.5 + 2.66 * 2 / 3, 10.5 - 2.66 * 2 / 3
A_HAIR = 1e-6


def _points(*after: float | None) -> list[str | None]:
    """The words of the points that follow the quiet baseline."""
    return list(xmr([*BASE, None, *after], fix_after=12).points[13:])


@pytest.mark.parametrize(
    "screen, moving, lower, upper", [(True, 1.0, -0.7156, 4.6044), (False, 1.8824, -3.0626, 6.9515)]
)
def test_the_published_vector(screen: bool, moving: float, lower: float, upper: float) -> None:
    chart = xmr(OUTLIER, screen=screen)
    group = chart.groups[0]
    assert (round(group.mean, 4), round(group.moving_range, 4)) == (1.9444, moving)
    assert (round(group.lower, 4), round(group.upper, 4)) == (lower, upper)
    assert chart.points[4] == "outside_limits_high"
    assert set(chart.points[:4] + chart.points[5:]) == {"common"}
    assert (chart.variation, group.baseline) == ("common", "firm")


def test_the_published_trends() -> None:
    """Seven that rise are a trend, a tie breaks it; the ends of so steep a rise lie outside its limits as well."""
    assert trends([1, 2, 3, 4, 5, 6, 7], size=7) == [1] * 7
    assert trends([1, 2, 3, 3, 4, 5, 6], size=6) == [0] * 7
    assert xmr([1, 2, 3, 4, 5, 6, 7]).points == ("outside_limits_low", *["trend_high"] * 5, "outside_limits_high")
    assert xmr([1, 2, 3, 3, 4, 5, 6]).points[1:6] == ("common",) * 5


def test_screening_drops_at_the_threshold_once() -> None:
    """A step of 3.267 times the mean range is dropped, a hair less stays, and what stands out then stays too."""
    # Ranges 1, 1, 1, step with step = 3.267 x (3 + step) / 4.
    step = 3.267 * 3 / (4 - 3.267)
    at = xmr([0, 1, 0, 1, 1 + step], screen=True).groups[0]
    below = xmr([0, 1, 0, 1, 1 + step - A_HAIR], screen=True).groups[0]
    assert at.moving_range == pytest.approx(1.0)
    assert below.moving_range == pytest.approx((3 + step) / 4)
    # Dropped once only: 40 stands out from what is left after 1000 is gone, and stays.
    once = xmr([0, 1] * 10 + [1000] + [1, 0] * 10 + [40], screen=True).groups[0]
    assert once.moving_range == pytest.approx((19 + 19 + 40) / 39)


@pytest.mark.parametrize("sign, word", [(1, "outside_limits_high"), (-1, "outside_limits_low")])
def test_a_point_on_the_limit_is_not_outside(sign: int, word: str) -> None:
    limit = UPPER if sign > 0 else LOWER
    assert _points(limit) == ["common"]
    assert _points(limit + sign * A_HAIR) == [word]
    assert _points(limit - sign * A_HAIR) == ["common"]


@pytest.mark.parametrize("sign, side", [(1, "high"), (-1, "low")])
def test_two_in_three(sign: int, side: str) -> None:
    near, limit = (NEAR_UPPER, UPPER) if sign > 0 else (NEAR_LOWER, LOWER)
    close, inner, across = near + sign * A_HAIR, 10.5 + sign * 0.1, 10.5 - sign * 0.1
    word, beyond = f"two_in_three_{side}", f"outside_limits_{side}"
    assert _points(close, inner, close) == [word, "common", word]
    assert _points(close, close, inner) == [word, word, "common"]
    assert _points(inner, close, close) == ["common", word, word]
    assert _points(near, inner, close) == ["common"] * 3, "on the near line is not beyond it"
    assert _points(limit, inner, close) == [word, "common", word], "on the limit is not outside it"
    assert _points(close, across, close) == ["common"] * 3, "all three lie on one side"
    assert _points(close, 10.5, close) == ["common"] * 3, "a point on the mean lies on no side"
    assert _points(close, inner, inner, close) == ["common"] * 4
    assert _points(close, close) == ["common"] * 2, "three points are needed"
    assert _points(close, None, close, close) == ["common", None, "common", "common"]
    assert _points(limit + sign, inner, close) == [beyond, "common", "common"], "a point outside is not close"
    assert _points(limit + sign, close, close) == [beyond, word, word], "but it may be the third"


@pytest.mark.parametrize("count", [6, 7, 8])
@pytest.mark.parametrize("sign, side", [(1, "high"), (-1, "low")])
def test_shift(count: int, sign: int, side: str) -> None:
    on_one_side = [10.5 + sign * (0.1 + 0.1 * (place % 2)) for place in range(count)]
    word = f"shift_{side}" if count >= 7 else "common"
    assert _points(*on_one_side) == [word] * count
    across = 10.5 - sign * 0.1
    assert _points(across, *on_one_side, across) == ["common", *[word] * count, "common"]


def test_a_point_on_the_mean_or_a_blank_breaks_a_shift() -> None:
    up = [10.6, 10.7] * 3
    assert set(_points(*up, 10.5, *up)) == {"common"}
    assert set(_points(*up, None, *up)) == {"common", None}
    assert set(_points(*up, 10.5 + A_HAIR, *up)) == {"shift_high"}
    # As decimals 1.1, 1.5 and 1.3 have the mean 1.3; in binary it is a little off.
    assert set(xmr([1.1, 1.5] * 3 + [1.3] * 7).points) == {"common"}
    assert set(xmr([0.1, 0.7] * 5 + [0.4] * 7).points) == {"common"}
    assert set(xmr([-0.1, 0.1] * 3 + [-1.1, 1.1] + [0.0] * 7).points[8:]) == {"common"}


@pytest.mark.parametrize("count", [6, 7, 8])
@pytest.mark.parametrize("sign, side", [(1, "high"), (-1, "low")])
def test_trend(count: int, sign: int, side: str) -> None:
    moving = [10.5 + sign * (0.2 * place - 0.55) for place in range(count)]
    word = f"trend_{side}" if count >= 7 else "common"
    assert _points(*moving) == [word] * count, "its direction, not its side of the mean"
    tied = [*moving[:3], moving[2], *(value + sign * 0.05 for value in moving[3:])]
    assert set(_points(*tied[:7])) == {"common"}
    assert set(_points(*moving[:4], None, *moving[4:])) == {"common", None}


def test_a_point_between_two_trends_takes_the_later() -> None:
    up = [9.8, 10.0, 10.2, 10.4, 10.6, 10.8, 11.0]
    assert _points(*up, *up[-2::-1]) == ["trend_high"] * 6 + ["trend_low"] * 7
    assert _points(*up, *up[-2:0:-1]) == ["trend_high"] * 7 + ["common"] * 5


def test_precedence() -> None:
    """Outside the limits before trend, trend before two in three, two in three before shift."""
    assert _points(10.6, 10.8, 11.0, 11.2, 12.4, 12.6, 14.0) == ["trend_high"] * 6 + ["outside_limits_high"]
    assert _points(10.6, 10.7, 10.6, 10.7, 10.6, 12.4, 12.5) == ["shift_high"] * 5 + ["two_in_three_high"] * 2


def test_a_rebase_starts_anew() -> None:
    chart = xmr([*BASE, *(value + 20 for value in BASE)], starts=[12])
    assert [(group.first, group.end, group.mean) for group in chart.groups] == [(0, 12, 10.5), (12, 24, 30.5)]
    assert set(chart.points) == {"common"}
    # Neither the run nor the trend, nor the step, goes over the rebase.
    assert "trend" not in str(xmr([1, 2, 3, 4, 5, 6, 7, 8], starts=[4]).points)
    assert xmr(BASE + BASE, starts=[0, 24, 99]).groups == xmr(BASE + BASE).groups
    assert len(xmr(BASE + BASE, starts=[6, 12, 12]).groups) == 3


def test_icons_speak_of_the_last_group() -> None:
    chart = xmr([*BASE, 30], better="higher", target=5, starts=[12])
    assert (chart.variation, chart.assurance, chart.groups[1].baseline) == ("not_enough_data", None, "none")
    assert chart.groups[1].mean == 30
    assert (chart.groups[0].baseline, chart.groups[0].upper) == ("firm", pytest.approx(UPPER))


@pytest.mark.parametrize("count, baseline", [(2, "trial"), (11, "trial"), (12, "firm"), (13, "firm")])
def test_under_twelve_points_the_limits_are_trial(count: int, baseline: str) -> None:
    assert xmr((BASE + BASE)[:count]).groups[0].baseline == baseline
    with_blanks = xmr([*(BASE + BASE)[:count], None, None]).groups[0]
    assert (with_blanks.baseline, with_blanks.end) == (baseline, count + 2)


def test_a_fixed_baseline() -> None:
    fixed = xmr([*BASE, 20, 30, 40], fix_after=12)
    assert (fixed.groups[0].mean, fixed.groups[0].upper) == (10.5, pytest.approx(UPPER))
    assert fixed.points[12:] == ("outside_limits_high",) * 3
    # A blank is not a point; in each group the first twelve count.
    assert xmr([None, *BASE, 20], fix_after=12).groups[0].mean == 10.5
    assert [g.mean for g in xmr([*BASE, 20, *BASE, 40], fix_after=12, starts=[13]).groups] == [10.5, 10.5]
    assert xmr(BASE[:6], fix_after=12).groups[0].baseline == "trial"
    with pytest.raises(ValueError, match="12 points or more, not after 11"):
        xmr(BASE, fix_after=11)


def test_blanks_and_absent_periods_keep_the_limits() -> None:
    """No moving range goes over a blank, or over a period that is not there."""
    blank = xmr([1, 2, 1, 2, None, 9, 8, 9, 8], screen=False)
    absent = xmr([1, 2, 1, 2, 9, 8, 9, 8], breaks=[4], screen=False)
    assert blank.groups[0].moving_range == absent.groups[0].moving_range == 1
    assert blank.groups[0].mean == absent.groups[0].mean == 5
    assert (blank.points[4], len(blank.groups)) == (None, 1)
    assert xmr([1, 2, 1, 2, math.nan, 9, 8, 9, 8], screen=False) == blank


@pytest.mark.parametrize("values", [[], [None], [5], [5, None, 6], [None, 5, None]])
def test_too_short(values: list[float | None]) -> None:
    chart = xmr(values, better="higher", target=3)
    assert (chart.variation, chart.assurance) == ("not_enough_data", None)
    assert all((group.lower, group.upper, group.baseline) == (None, None, "none") for group in chart.groups)
    assert set(chart.points) <= {"common", None}


@pytest.mark.parametrize("value", [0, 0.1, 99.9, 100 / 3, 1e6, -7])
@pytest.mark.parametrize("count", [2, 7, 12, 48, 53])
def test_a_constant_series(value: float, count: int) -> None:
    """No range is left: no limits and no signal, although the mean may be off by what binary numbers leave."""
    chart = xmr([value] * count, better="higher", target=3)
    assert (chart.variation, chart.assurance, set(chart.points)) == ("common", None, {"common"})
    group = chart.groups[0]
    assert (group.lower, group.upper, group.baseline, group.too_short) == (None, None, "none", False)


def test_constant_after_screening() -> None:
    """The one step is screened away, so nothing is left to make limits of; a shift is still seen."""
    chart = xmr([9] + [5] * 8, better="lower", target=9)
    assert chart.points == ("common",) + ("shift_low",) * 8
    assert (chart.variation, chart.assurance, chart.groups[0].baseline) == ("common", None, "none")
    assert xmr([9] + [5] * 8, screen=False).groups[0].baseline == "trial"


@pytest.mark.parametrize("better", BETTER)
@pytest.mark.parametrize("last, side", [(20, "high"), (2, "low"), (10.5, None)])
def test_variation_words(better: str, last: float, side: str | None) -> None:
    good = {("higher", "high"), ("lower", "low")}
    kind = "neutral" if better in ("neutral", "band") else "improvement" if (better, side) in good else "concern"
    assert xmr([*BASE, last], better=better, fix_after=12).variation == (f"{kind}_{side}" if side else "common")


@pytest.mark.parametrize(
    "target, higher, lower",
    [
        (LOWER - A_HAIR, "pass", "fail"), (LOWER, "inconsistent", "inconsistent"),
        (UPPER, "inconsistent", "inconsistent"), (UPPER + A_HAIR, "fail", "pass"), (None, None, None),
    ],
)  # fmt: skip
def test_assurance_words(target: float | None, higher: str | None, lower: str | None) -> None:
    found = {better: xmr(BASE, better=better, target=target).assurance for better in BETTER}
    assert found == {"higher": higher, "lower": lower, "neutral": None, "band": None}


def test_limits_are_never_clipped() -> None:
    assert xmr([0, 0, 3, 0, 0, 1, 0, 2, 0, 0, 1, 0]).groups[0].lower < 0
    assert xmr([100, 100, 80, 100, 100, 90, 100, 100, 95, 100, 88, 100]).groups[0].upper > 100


def test_an_unknown_direction() -> None:
    with pytest.raises(ValueError, match="'up' is not a direction"):
        xmr(BASE, better="up")


# A second reading of the rules, by enumeration of every window in exact fractions, written apart from the method.


def _links(values: list[int | None], breaks: set[int], first: int, end: int) -> set[int]:
    """Places that may be compared with the place before."""
    return {
        place for place in range(first + 1, end)
        if values[place] is not None and values[place - 1] is not None and place not in breaks
    }  # fmt: skip


def _windows(links: set[int], first: int, end: int, size: int) -> list[range]:
    return [
        range(start, start + size) for start in range(first, end - size + 1)
        if all(place in links for place in range(start + 1, start + size))
    ]  # fmt: skip


def _by_enumeration(
    values: list[int | None], starts: set[int], breaks: set[int], fix_after: int | None, screen: bool
) -> list[str | None]:
    found: list[str | None] = [None if value is None else "common" for value in values]
    edges = sorted({0, len(values)} | {place for place in starts if 0 < place < len(values)})
    for first, end in pairwise(edges):
        known = [place for place in range(first, end) if values[place] is not None]
        base = known if fix_after is None else known[:fix_after]
        if not base:
            continue
        centre = mean(Fraction(values[place]) for place in base)
        links = _links(values, breaks, first, end)
        steps = [Fraction(abs(values[place] - values[place - 1])) for place in links if place in base]
        moving = mean(steps) if steps else Fraction(0)
        if screen and steps:
            steps = [step for step in steps if step < Fraction("3.267") * moving]
            moving = mean(steps) if steps else Fraction(0)
        reach = Fraction("2.66") * moving
        upper, lower = centre + reach, centre - reach
        near_upper, near_lower = centre + reach * 2 / 3, centre - reach * 2 / 3
        for window in _windows(links, first, end, RUN):
            for side in (1, -1):
                if all((values[place] - centre) * side > 0 for place in window):
                    for place in window:
                        found[place] = "shift_high" if side > 0 else "shift_low"
        if moving:
            for window in _windows(links, first, end, 3):
                high = [place for place in window if near_upper < values[place] <= upper]
                low = [place for place in window if lower <= values[place] < near_lower]
                if len(high) >= 2 and min(values[place] for place in window) > centre:
                    found = ["two_in_three_high" if place in high else word for place, word in enumerate(found)]
                if len(low) >= 2 and max(values[place] for place in window) < centre:
                    found = ["two_in_three_low" if place in low else word for place, word in enumerate(found)]
        for window in _windows(links, first, end, RUN):
            for side in (1, -1):
                if all((values[place] - values[place - 1]) * side > 0 for place in window[1:]):
                    for place in window:
                        found[place] = "trend_high" if side > 0 else "trend_low"
        if moving:
            for place in known:
                if values[place] > upper:
                    found[place] = "outside_limits_high"
                elif values[place] < lower:
                    found[place] = "outside_limits_low"
    return found


# Values that move by small steps, so that runs and trends come about, with blanks now and then.
_walks = some.lists(some.integers(-2, 3), min_size=1, max_size=40).map(
    lambda steps: [sum(steps[: place + 1]) for place in range(len(steps))]
)
_levels = some.lists(some.integers(-9, 9), min_size=1, max_size=40)
_series = some.one_of(_walks, _levels)
_with_blanks = some.lists(some.one_of(some.none(), *[some.integers(-6, 9)] * 7), min_size=1, max_size=40)


@given(
    some.one_of(_series, _with_blanks), some.sets(some.integers(0, 40), max_size=2),
    some.sets(some.integers(1, 40), max_size=2), some.one_of(some.none(), some.integers(12, 20)), some.booleans(),
)  # fmt: skip
def test_every_point_is_as_by_enumeration(
    values: list[int | None], starts: set[int], breaks: set[int], fix_after: int | None, screen: bool
) -> None:
    chart = xmr(values, starts=starts, breaks=breaks, fix_after=fix_after, screen=screen)
    assert list(chart.points) == _by_enumeration(values, starts, breaks, fix_after, screen)


@given(_series, some.sampled_from([2.0, 0.5, 1024.0, 3.0, 0.1]), some.integers(-1000, 1000))
def test_units_do_not_matter(values: list[int], scale: float, shift: int) -> None:
    plain, other = xmr(values), xmr([value * scale + shift for value in values])
    assert plain.points == other.points
    assert plain.variation == other.variation
    for one, two in zip(plain.groups, other.groups, strict=True):
        assert one.baseline == two.baseline
        if one.has_limits:
            assert two.lower == pytest.approx(one.lower * scale + shift)
            assert two.upper == pytest.approx(one.upper * scale + shift)


@given(_with_blanks)
def test_the_mirrored_series_has_mirrored_signals(values: list[int | None]) -> None:
    mirrored = xmr([None if value is None else -value for value in values], better="lower")
    plain = xmr(values, better="higher")
    swap = {"high": "low", "low": "high"}

    def turned(word: str | None) -> str | None:
        rule, _, side = (word or "").rpartition("_")
        return f"{rule}_{swap[side]}" if side in swap else word

    assert [turned(word) for word in plain.points] == list(mirrored.points)
    assert turned(plain.variation) == mirrored.variation


@given(some.lists(some.integers(0, 9), min_size=12, max_size=30), some.integers(-100, 100))
def test_a_point_beyond_a_fixed_baseline_changes_no_limit(values: list[int], added: int) -> None:
    before, after = xmr(values, fix_after=12).groups[0], xmr([*values, added], fix_after=12).groups[0]
    assert (before.mean, before.lower, before.upper) == (after.mean, after.lower, after.upper)


@given(_with_blanks, some.sampled_from(BETTER))
def test_every_word_is_known(values: list[int | None], better: str) -> None:
    chart = xmr(values, better=better, target=2)
    allowed = {None, "common"} | {f"{rule}_{side}" for rule in RULES for side in ("high", "low")}
    assert set(chart.points) <= allowed
    assert [point is None for point in chart.points] == [value is None for value in values]
    assert chart.variation in {"common", "not_enough_data", variation_word("shift_high", better),
                               variation_word("shift_low", better)}  # fmt: skip
    assert chart.assurance in {None, "pass", "fail", "inconsistent"}
