"""The control chart of a measure for a viewer: its figures, events, target and rebases handed to the method."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from warehouse import coverage, figures, memory, registry
from warehouse.figures import Moment, Scope
from warehouse.framework_data import FrameworkData
from warehouse.periods import Period
from warehouse.registry import Measure
from warehouse.spc.chart import chart_of
from warehouse.spc.drawn import Chart
from warehouse.spc.over_gaps import event_days

FIRST_DAY = date(2000, 1, 1)


@functools.lru_cache(maxsize=256)
def charts(
    path: Path, scope: Scope, today: date, run_out: int, dated: FrameworkData, measures: tuple[str, ...],
    periods: tuple[Period, ...], homes: tuple[str, ...] | None,
) -> dict[str, Chart]:  # fmt: skip
    """The chart of each measure over these periods; one without a figure at this level has none.

    Keyed by version and scope like every figure, and by the targets and rebases in force. `today` cuts off what has
    not happened yet: the events of a rare event's chart reach to the earlier of it and the end of the last period, and
    from where exports speak of every day since.
    """
    found = memory.counted(path, scope, today, run_out, measures, periods, "service", homes)
    home = homes[0] if homes is not None and len(homes) == 1 else None
    made = {}
    for name, rows in found.items():
        if not rows:
            continue
        measure = registry.measures()[name]
        target = dated.target(name, home, periods[-1].end)
        days, reaches = _known(path, measure, min(today, periods[-1].end))
        events, nights = None, None
        if measure.chart == "rare_event" and days:
            cases = _cases(path, scope, measure, homes, days)
            events, nights = event_days(cases), _nights(cases) if measure.unit == "per_1000_bed_nights" else None
        made[name] = chart_of(
            measure, periods, rows, target.value if target else None, dated.rebases_of(name, home), events, reaches,
            nights,
        )  # fmt: skip
    return made


def _known(path: Path, measure: Measure, last: date) -> tuple[Period | None, date]:
    """The days in which no event can have been missed, and the day up to which time since the last one is told."""
    found = coverage.unbroken(memory.spans(path), memory.datasets_of(path).get(measure.measure, []), last)
    if found is None:
        return None, last
    reaches = min(last, found[1] + timedelta(days=1))
    first = max(found[0], FIRST_DAY)
    return Period(first, reaches, "range", f"{first}..{reaches}"), reaches


def _cases(path: Path, scope: Scope, measure: Measure, homes: Sequence[str] | None, days: Period) -> pd.DataFrame:
    """Every case of these days, for the service or for these homes."""
    moment = Moment(days.end + timedelta(days=1), datetime.combine(days.end, datetime.max.time()))
    by = figures.level(scope, homes, "service")
    return figures.cases(
        memory.reader(path).cursor(), measure, days, scope, None if homes is None else list(homes), None, moment, by
    )


def _nights(cases: pd.DataFrame) -> dict[date, float]:
    """How many nights were spent in the homes from each day to the next: the spans of a rate's denominator."""
    spans = cases[cases["counted_to"].notna() & (cases["denominator"] > 0)]
    if spans.empty:
        return {}
    first = spans["counted_on"].min()
    begins = (spans["counted_on"] - first).dt.days.to_numpy()
    ends = (spans["counted_to"] - first).dt.days.to_numpy() + 1
    changes = np.zeros(int(ends.max()) + 1)
    np.add.at(changes, begins, 1)
    np.add.at(changes, ends, -1)
    return {(first + timedelta(days=day)).date(): float(n) for day, n in enumerate(changes.cumsum())}


memory.also_forget(charts)
