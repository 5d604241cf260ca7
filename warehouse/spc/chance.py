"""How far chance alone carries the figure of a measure: which interval it has, and which have none."""

from __future__ import annotations

from warehouse.registry import Measure
from warehouse.spc import intervals

SMALL = 10
SHARE, RATE, ALIKE, COUNT, OWN, OTHER = "share", "rate", "alike", "count", "own", "other"
# Shares of these are not of so many separate chances: nights, sessions and shifts of one person are alike.
_ALIKE = ("nights", "sessions", "shifts")
_MONEY = "pounds"


def kind(measure: Measure) -> str:
    """What a figure is to chance.

    A `share` of people or events and a `rate` of events have an interval; a share of what is `alike` has none that
    holds for a home; a `count` grows with the home; what is a home's `own` (a grade, a longest time) is not added up;
    an `other` amount (money, hours) does not vary as counted events do.
    """
    counted = (measure.denominator or "").partition(" ")[0]
    if measure.unit == "per_1000_bed_nights":
        return RATE
    if measure.unit == "percent":
        if counted == _MONEY or measure.denominator_is == "month_ends":
            return OTHER
        return ALIKE if counted in _ALIKE else SHARE
    if measure.needs_a_case:
        return OWN
    return OTHER if measure.has_denominator or measure.unit == _MONEY else COUNT


def interval(measure: Measure, numerator: float | None, denominator: float | None) -> tuple[float, float] | None:
    """The 95 % interval of a figure in the measure's own unit: Wilson's for a share, the exact Poisson for a rate.

    None where the measure has no such interval or its amounts are not whole numbers (a share of its nights has one all
    the same: too narrow, and told only where they are few).
    """
    if numerator is None or not denominator or not float(numerator).is_integer() or numerator < 0:
        return None
    found = None
    if kind(measure) == RATE:
        found = intervals.poisson(int(numerator), denominator)
    elif kind(measure) in (SHARE, ALIKE) and numerator <= denominator and float(denominator).is_integer():
        found = intervals.wilson(numerator, denominator)
    return (found[0] * measure.scale, found[1] * measure.scale) if found else None


def of_few(measure: Measure, numerator: float | None, denominator: float | None) -> tuple[float, float] | None:
    """The interval where so few are counted that the figure must not stand without it: a share of fewer than ten, or a
    rate of fewer than ten events."""
    counted = numerator if kind(measure) == RATE else denominator
    return interval(measure, numerator, denominator) if counted is not None and counted < SMALL else None
