"""The control chart of a measure for a viewer: its figures, events, target and rebases handed to the method."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from warehouse import figures, memory, registry
from warehouse.figures import Moment, Scope
from warehouse.framework_data import FrameworkData
from warehouse.periods import Period
from warehouse.registry import Measure
from warehouse.spc.chart import chart_of
from warehouse.spc.drawn import Chart, Rebase

FIRST_DAY = date(2000, 1, 1)


@functools.lru_cache(maxsize=256)
def charts(
    path: Path, scope: Scope, today: date, run_out: int, dated: FrameworkData, measures: tuple[str, ...],
    periods: tuple[Period, ...], homes: tuple[str, ...] | None,
) -> dict[str, Chart]:  # fmt: skip
    """The chart of each measure over these periods; one without a figure at this level has none.

    Keyed by version and scope like every figure, and by the targets and rebases in force. `today` cuts off what has
    not happened yet: the events of a rare event's chart reach to the earlier of it and the end of the last period.
    """
    found = memory.counted(path, scope, today, run_out, measures, periods, "service", homes)
    home = homes[0] if homes is not None and len(homes) == 1 else None
    made = {}
    for name, rows in found.items():
        if not rows:
            continue
        measure = registry.measures()[name]
        target = dated.target(name, home, periods[-1].end)
        rebases = [Rebase(one.from_period.start, one.reason) for one in dated.rebases_of(name, home)]
        reaches = min(today, periods[-1].end)
        events = _events(path, scope, measure, homes, reaches) if measure.chart == "rare_event" else None
        made[name] = chart_of(
            measure, periods, rows, target.value if target else None, rebases, events, reaches
        )  # fmt: skip
    return made


def _events(path: Path, scope: Scope, measure: Measure, homes: Sequence[str] | None, last: date) -> list[date]:
    """The days, one an event, on which what the measure counts happened, up to the last one."""
    moment = Moment(last + timedelta(days=1), datetime.combine(last, datetime.max.time()))
    ever = Period(FIRST_DAY, last, "range", f"{FIRST_DAY}..{last}")
    by = figures.level(scope, homes, "service")
    cases = figures.cases(
        memory.reader(path).cursor(), measure, ever, scope, None if homes is None else list(homes), None, moment, by
    )
    if cases.empty:
        return []
    happened = cases[cases["numerator"] > 0].drop_duplicates(["dataset", "record_id"])
    return [day.date() for day in happened["counted_on"]]


memory.also_forget(charts)
