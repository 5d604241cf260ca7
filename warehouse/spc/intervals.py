"""How far chance may carry a small number: Wilson's interval for a share, the exact Poisson interval for a rate."""

from __future__ import annotations

import math
from collections.abc import Callable

Z95 = 1.959964
Z998 = 3.090232
_TAIL = 0.025


def wilson(numerator: float, denominator: float, z: float = Z95) -> tuple[float, float] | None:
    """The interval of numerator out of denominator, as shares of one; None where nobody was eligible."""
    if denominator <= 0:
        return None
    if not 0 <= numerator <= denominator:
        raise ValueError("A share has a numerator from nothing to its denominator.")
    share, n = numerator / denominator, denominator
    middle = share + z * z / (2 * n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    below, above = (middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)
    # At the ends the formula gives exactly 0 and 1, which decimals in binary miss by a trifle.
    return (0.0 if numerator == 0 else max(below, 0.0)), (1.0 if numerator == denominator else min(above, 1.0))


def poisson(events: int, exposure: float = 1.0) -> tuple[float, float] | None:
    """The exact 95 % interval of a rate of events for each unit of exposure; None without exposure."""
    if exposure <= 0:
        return None
    if events < 0 or events != int(events):
        raise ValueError("Events are counted in whole numbers.")
    highest = events + 10 * math.sqrt(events + 1) + 20
    low = 0.0 if events == 0 else _root(lambda mean: 1 - _at_most(events - 1, mean) - _TAIL, highest)
    high = _root(lambda mean: _TAIL - _at_most(events, mean), highest)
    return low / exposure, high / exposure


def byar(expected: float, z: float = Z95) -> tuple[float, float]:
    """Byar's limits for so many expected events, whole or not: close to the exact Poisson ones from a few events on."""
    if expected <= 0:
        return 0.0, 0.0
    more = expected + 1
    low = expected * max(1 - 1 / (9 * expected) - z / (3 * math.sqrt(expected)), 0.0) ** 3
    return low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def _at_most(events: int, mean: float) -> float:
    """The chance of so many events or fewer where `mean` are expected."""
    if mean <= 0:
        return 1.0
    log_mean = math.log(mean)
    return math.fsum(math.exp(count * log_mean - mean - math.lgamma(count + 1)) for count in range(int(events) + 1))


def _root(rises: Callable[[float], float], highest: float) -> float:
    """Where a function that rises from below nothing to above it crosses, by halving until nothing is left to halve."""
    low, high = 0.0, highest
    while low < (middle := (low + high) / 2) < high:
        if rises(middle) < 0:
            low = middle
        else:
            high = middle
    return middle
