"""The run chart: a median, and seven in a row on one side of it. For series that limits do not suit."""

from __future__ import annotations

import math
import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from warehouse.spc.xmr import FIRM, HIGH, LOW, Group, edges_of, in_a_row, shifts, sides_of, stretches, variation_word


@dataclass(frozen=True)
class Run:
    """A series by this method: its groups, whose `mean` is the median here, and a word for each point.

    `variation` is a word as of the XmR chart, or None where points that overlap allow no rule; `last` and `in_a_row` as
    there.
    """

    groups: tuple[Group, ...]
    points: tuple[str | None, ...]
    variation: str | None
    last: int | None
    in_a_row: int = 0


def run_chart(
    values: Sequence[float | None], better: str = "neutral", starts: Collection[int] = (),
    breaks: Collection[int] = (), overlap: bool = False,
) -> Run:  # fmt: skip
    """The chart of these values in order, as `xmr` takes them.

    Where the points `overlap` (twelve months to the end of each) one side of the median holds for long by itself, so no
    rule is applied. Fewer than 12 points without a shift are not enough to say that there is none.
    """
    series = [None if value is None or math.isnan(value) else float(value) for value in values]
    points: list[str | None] = [None if value is None else "common" for value in series]
    groups, row, count = [], 0, 0
    for first, end in edges_of(starts, len(series)):
        known = [value for value in series[first:end] if value is not None]
        median = statistics.median(known) if known else None
        group = Group(first, end, median, None, "none", len(known) < FIRM, max(map(abs, known), default=0.0))
        groups.append(group)
        for stretch in [] if overlap else stretches(series, first, end, breaks):
            run = [series[place] or 0.0 for place in stretch]
            for place, side in zip(stretch, shifts(sides_of(run, median or 0.0, group.size)), strict=True):
                if side:
                    points[place] = f"shift_{HIGH if side > 0 else LOW}"
            row = in_a_row(run, points[stretch[-1]], group)
        count = len(known) or count
    last = next((place for place in reversed(range(len(series))) if series[place] is not None), None)
    word = "not_enough_data" if last is None else variation_word(points[last] or "common", better)
    if word == "common" and count < FIRM:
        word = "not_enough_data"
    return Run(tuple(groups), tuple(points), None if overlap else word, last, row)
