"""The XmR chart: limits from moving ranges, four rules, and the words for what they find. Numbers in, words out."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

LIMIT, NEAR, SCREEN = 2.66, 2 * 2.66 / 3, 3.267
RUN = 7
FIRM = 12
HIGH, LOW = "high", "low"
BETTER = ("higher", "lower", "neutral", "band")
# Two numbers are the same when they differ by less than this share of them: what is left of decimals in binary.
_SAME = 1e-12


@dataclass(frozen=True)
class Group:
    """What holds from place `first` to before `end`: between two rebases, or the whole series.

    `baseline` is firm, trial (limits from fewer than 12 points) or none (no limits). `too_short` says that no two
    values stand side by side; without limits and not too short, the values do not vary.
    """

    first: int
    end: int
    mean: float | None
    moving_range: float | None
    baseline: str
    too_short: bool
    size: float = 0.0

    @property
    def has_limits(self) -> bool:
        return self.baseline != "none"

    def _line(self, times: float) -> float | None:
        if self.mean is None or self.moving_range is None or not self.has_limits:
            return None
        return self.mean + times * self.moving_range

    @property
    def lower(self) -> float | None:
        return self._line(-LIMIT)

    @property
    def upper(self) -> float | None:
        return self._line(LIMIT)

    @property
    def near_lower(self) -> float | None:
        return self._line(-NEAR)

    @property
    def near_upper(self) -> float | None:
        return self._line(NEAR)


@dataclass(frozen=True)
class Xmr:
    """A series by this method: its groups, a word for each point (None where there is no value), and the icons' words.

    `last` is the place of the last value; `variation` and `assurance` speak of it, and `in_a_row` says how many points
    up to it move its way (trend) or lie on its side (shift); 0 where its word is another.
    """

    values: tuple[float | None, ...]
    groups: tuple[Group, ...]
    points: tuple[str | None, ...]
    variation: str
    assurance: str | None
    last: int | None
    in_a_row: int = 0

    def group_of(self, place: int) -> Group:
        return next(group for group in self.groups if group.first <= place < group.end)


def xmr(
    values: Sequence[float | None], better: str = "neutral", target: float | None = None,
    starts: Collection[int] = (), breaks: Collection[int] = (), fix_after: int | None = None, screen: bool = True,
) -> Xmr:  # fmt: skip
    """The chart of these values in order; None stands for a period without one.

    `starts` are the places where a new group begins (rebases), `breaks` those before which a period is absent. With
    `fix_after`, a group's limits come from its first so many values. `screen` leaves out moving ranges of 3.267 times
    their mean or more, once. `band` has no better side, like `neutral`. Raises ValueError for settings that are not
    known and for a baseline under 12.
    """
    if better not in BETTER:
        raise ValueError(f"'{better}' is not a direction; it is one of {', '.join(BETTER)}.")
    if fix_after is not None and fix_after < FIRM:
        raise ValueError(f"A baseline is fixed after {FIRM} points or more, not after {fix_after}.")
    series = [None if value is None or math.isnan(value) else float(value) for value in values]
    groups, points, row = [], [None if value is None else "common" for value in series], 0
    for first, end in edges_of(starts, len(series)):
        parts = list(stretches(series, first, end, breaks))
        group = _group(series, first, end, parts, fix_after, screen)
        groups.append(group)
        for place, word in _signals(series, group, parts):
            points[place] = word
        row = in_a_row([series[place] or 0.0 for place in parts[-1]], points[parts[-1][-1]], group) if parts else row
    last = next((place for place in reversed(range(len(series))) if series[place] is not None), None)
    if last is None:
        return Xmr(tuple(series), tuple(groups), tuple(points), "not_enough_data", None, None)
    newest = next(group for group in groups if group.first <= last < group.end)
    variation = _variation(newest, points[last] or "common", better)
    return Xmr(tuple(series), tuple(groups), tuple(points), variation, _assurance(newest, target, better), last, row)


def edges_of(starts: Collection[int], count: int) -> list[tuple[int, int]]:
    """The first place and the end of each group of a series of so many points."""
    edges = sorted({0, *(place for place in starts if 0 < place < count), count})
    return list(zip(edges, edges[1:], strict=False))


def stretches(series: Sequence[float | None], first: int, end: int, breaks: Collection[int]) -> Iterator[list[int]]:
    """The places of values that stand side by side, within one group: what ranges, runs and trends may cross."""
    stretch: list[int] = []
    for place in range(first, end):
        if stretch and (series[place] is None or place in breaks):
            yield stretch
            stretch = []
        if series[place] is not None:
            stretch.append(place)
    if stretch:
        yield stretch


def _group(
    series: Sequence[float | None], first: int, end: int, parts: list[list[int]], fix_after: int | None,
    screen: bool,
) -> Group:  # fmt: skip
    """The mean and the mean moving range of a group's baseline."""
    places = [place for stretch in parts for place in stretch][:fix_after]
    if not places:
        return Group(first, end, None, None, "none", True)
    base = {place: series[place] or 0.0 for place in places}
    mean = math.fsum(base.values()) / len(base)
    ranges = [
        abs(base[place] - base[place - 1]) for stretch in parts for place in stretch[1:] if place in base
    ]  # fmt: skip
    size = max(abs(value) for value in base.values())
    if not ranges:
        return Group(first, end, mean, None, "none", True, size)
    moving = math.fsum(ranges) / len(ranges)
    if screen:
        kept = [each for each in ranges if _above(SCREEN * moving, each, size)]
        moving = math.fsum(kept) / len(kept) if kept else 0.0
    if not _above(moving, 0.0, size):
        return Group(first, end, mean, 0.0, "none", False, size)
    return Group(first, end, mean, moving, "firm" if len(base) >= FIRM else "trial", False, size)


def _above(one: float, other: float, size: float) -> bool:
    """Whether one lies above the other, and not only by what is left of decimals in binary."""
    return one - other > _SAME * max(abs(one), abs(other), size)


def _side(one: float, other: float, size: float) -> int:
    return int(_above(one, other, size)) - int(_above(other, one, size))


def _signals(series: Sequence[float | None], group: Group, parts: list[list[int]]) -> Iterator[tuple[int, str]]:
    """Every point at which a rule holds with its word; a point at which several do comes last with the first of them.

    The order of precedence is outside the limits, trend, two in three, shift.
    """
    if group.mean is None:
        return
    for stretch in parts:
        run = [series[place] or 0.0 for place in stretch]
        sides = sides_of(run, group.mean, group.size)
        for rule, found in (
            ("shift", shifts(sides)),
            ("two_in_three", _two_in_three(run, sides, group)),
            ("trend", trends(run, group.size)),
            ("outside_limits", _outside(run, group)),
        ):
            for place, side in zip(stretch, found, strict=True):
                if side:
                    yield place, f"{rule}_{HIGH if side > 0 else LOW}"


def sides_of(run: Sequence[float], centre: float, size: float) -> list[int]:
    """On which side of the centre each value lies: 1 above, -1 below, 0 on it; `size` as a Group has it."""
    return [_side(value, centre, size) for value in run]


def shifts(sides: Sequence[int]) -> list[int]:
    """The side of each point that is one of seven or more in a row strictly on it, else 0."""
    found = [0] * len(sides)
    start = 0
    for place in range(1, len(sides) + 1):
        if place == len(sides) or sides[place] != sides[start]:
            if sides[start] and place - start >= RUN:
                found[start:place] = [sides[start]] * (place - start)
            start = place
    return found


def _moves(run: Sequence[float], size: float) -> list[int]:
    return [_side(after, before, size) for before, after in zip(run, run[1:], strict=False)]


def trends(run: Sequence[float], size: float) -> list[int]:
    """The direction of each point that is one of seven or more strictly rising or falling; of two, the later."""
    moves = _moves(run, size)
    found = [0] * len(run)
    start = 0
    for place in range(1, len(moves) + 1):
        if place == len(moves) or moves[place] != moves[start]:
            if moves[start] and place - start >= RUN - 1:
                found[start : place + 1] = [moves[start]] * (place - start + 1)
            start = place
    return found


def in_a_row(run: Sequence[float], word: str | None, group: Group) -> int:
    """How many points up to the last of a stretch go with its word, where that is of a trend or a shift."""
    rule = (word or "").partition("_")[0]
    if rule == "shift":
        return _as_the_last(sides_of(run, group.mean or 0.0, group.size))
    return _as_the_last(_moves(run, group.size)) + 1 if rule == "trend" else 0


def _as_the_last(sides: Sequence[int]) -> int:
    return next((place for place, side in enumerate(reversed(sides)) if side != sides[-1]), len(sides))


def _outside(run: Sequence[float], group: Group) -> list[int]:
    if group.lower is None or group.upper is None:
        return [0] * len(run)
    return [int(_above(value, group.upper, group.size)) - int(_above(group.lower, value, group.size)) for value in run]


def _two_in_three(run: Sequence[float], sides: Sequence[int], group: Group) -> list[int]:
    """The side of each point beyond the near line, not outside, of three in a row on one side with two such points."""
    found = [0] * len(run)
    if group.near_lower is None or group.near_upper is None:
        return found
    size = group.size
    outside = _outside(run, group)
    near = [
        not beyond and (_above(value, group.near_upper, size) or _above(group.near_lower, value, size))
        for value, beyond in zip(run, outside, strict=True)
    ]
    for place in range(len(run) - 2):
        three = range(place, place + 3)
        if abs(sum(sides[each] for each in three)) == 3 and sum(near[each] for each in three) >= 2:
            for each in three:
                found[each] = sides[each] if near[each] else found[each]
    return found


def variation_word(point: str, better: str) -> str:
    """What a point's word means for a measure of this direction: "trend_low" of "lower" is "improvement_low"."""
    if point == "common":
        return point
    side = point.rpartition("_")[2]
    if better not in ("higher", "lower"):
        return f"neutral_{side}"
    is_good = (side == HIGH) == (better == "higher")
    return f"{'improvement' if is_good else 'concern'}_{side}"


def judged_as(word: str | None, better: str) -> str:
    """What a point's word means by itself: improvement, concern, neutral, or nothing for one that says nothing."""
    return variation_word(word, better).partition("_")[0] if word and word != "common" else ""


def _variation(group: Group, point: str, better: str) -> str:
    if group.too_short:
        return "not_enough_data"
    return variation_word(point, better) if group.has_limits else "common"


def _assurance(group: Group, target: float | None, better: str) -> str | None:
    """Whether the process always passes, always fails or sometimes meets the target: by the last limits."""
    if target is None or better not in ("higher", "lower") or group.lower is None or group.upper is None:
        return None
    is_below = _above(group.lower, target, group.size)
    is_above = _above(target, group.upper, group.size)
    if not (is_below or is_above):
        return "inconsistent"
    return "pass" if is_below == (better == "higher") else "fail"
