"""The funnel plot: how far a home may lie from the mean of all, by how much is counted in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.registry import Measure
from warehouse.spc import chance, intervals

LEAST_HOMES = 8
# Below this many events a home the lower lines lie at nothing and the plot tells no home from another.
LEAST_EVENTS = 5
_STEPS = 60
NOTE = (
    "The lines are 95 % and 99.8 % limits around the mean of all homes. Events that come in clusters, several of one "
    "child, carry further than the lines say: overdispersion is not adjusted for."
)  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """The lines of a funnel where so much is counted, in the unit of the measure."""

    denominator: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float


@dataclass(frozen=True)
class Funnel:
    """The mean of all homes and the lines around it, from the least counted in a home to the most.

    `words` says of each home, in their order: within, or beyond_95 or beyond_998 with its side (_high, _low).
    """

    mean: float
    curve: tuple[Limits, ...]
    words: tuple[str, ...]


def funnel(measure: Measure, counted: Sequence[tuple[float, float]]) -> Funnel | str:
    """The funnel of these numerators and denominators, one a home; or in a sentence why there is none.

    Shares have Wilson's limits around the mean, rates Byar's around what the mean lets expect.
    """
    events, of = sum(one for one, _ in counted), sum(two for _, two in counted)
    if len(counted) < LEAST_HOMES:
        return "There is no funnel plot: with fewer than eight homes it would say no more than the bars."
    least = LEAST_EVENTS * len(counted)
    if events < least or (chance.kind(measure) == chance.SHARE and of - events < least):
        return "There is no funnel plot: with fewer than five events a home it would tell no home from another."
    mean = events / of
    smallest, largest = min(two for _, two in counted), max(two for _, two in counted) * 1.05
    steps = [smallest + (largest - smallest) * step / _STEPS for step in range(_STEPS + 1)]
    said = tuple(_word(one / two * measure.scale, limits(measure, mean, two)) for one, two in counted)
    return Funnel(mean * measure.scale, tuple(limits(measure, mean, step) for step in steps), said)


def limits(measure: Measure, mean: float, denominator: float) -> Limits:
    """The lines for so much counted; `mean` is a share of one, or events for each unit of the denominator."""
    found = [_around(measure, mean, denominator, z) for z in (intervals.Z95, intervals.Z998)]
    (low_95, high_95), (low_998, high_998) = [(low * measure.scale, high * measure.scale) for low, high in found]
    return Limits(denominator, low_95, high_95, low_998, high_998)


def _around(measure: Measure, mean: float, denominator: float, z: float) -> tuple[float, float]:
    if chance.kind(measure) == chance.RATE:
        low, high = intervals.byar(mean * denominator, z)
        return low / denominator, high / denominator
    return intervals.wilson(mean * denominator, denominator, z) or (0.0, 1.0)


def _word(value: float, lines: Limits) -> str:
    for word, low, high in (
        ("beyond_998", lines.low_998, lines.high_998), ("beyond_95", lines.low_95, lines.high_95),
    ):  # fmt: skip
        if value > high or value < low:
            return f"{word}_{'high' if value > high else 'low'}"
    return "within"
