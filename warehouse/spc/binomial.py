"""Whether a count is more than chance: exact binomial tails, and several questions asked at once. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Sequence

_NEGLIGIBLE = 1e-18


def at_least(hits: int, of: int, share: float) -> float:
    """The exact chance of so many hits or more in `of` independent tries that each hit with the chance `share`."""
    if not 0 <= share <= 1 or of < 0:
        raise ValueError("A share lies between 0 and 1, and tries are not fewer than none.")
    if hits <= 0:
        return 1.0
    if hits > of or share == 0:
        return 0.0
    if share == 1:
        return 1.0
    terms = []
    for count in range(hits, of + 1):
        log_ways = math.lgamma(of + 1) - math.lgamma(count + 1) - math.lgamma(of - count + 1)
        terms.append(math.exp(log_ways + count * math.log(share) + (of - count) * math.log1p(-share)))
        if count > of * share and terms[-1] < _NEGLIGIBLE * max(terms):
            break
    return min(1.0, math.fsum(terms))


def holm(chances: Sequence[float], level: float) -> list[bool]:
    """Which of several questions asked at once stand out, so that all of them together err as often as `level`.

    Holm's way: the smallest chance must be within level / n, the next within level / (n - 1), until one is not.
    """
    stand_out = [False] * len(chances)
    for rank, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        if chances[place] > level / (len(chances) - rank):
            break
        stand_out[place] = True
    return stand_out
