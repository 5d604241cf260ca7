"""A quarter's figures over all measures, against the same sums written by hand in DuckDB.

    python -m benchmarks.figures [--homes 40] [--years 4] [--runs 15]

Both read the same published file in the same process, in turn: Hearth through a session whose memory has been cleared,
the hand-written sums through a query a measure. The figures must be equal before anything is timed.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipelines import loading
from warehouse import memory
from warehouse import session as door
from warehouse.engine import open_reader
from warehouse.periods import Period, parse

UNTIL = date(2026, 9, 30)
QUARTER = "2026-27-Q1"

_NIGHTS = "date_diff('day', greatest(counted_on, $first), least(counted_to, $last)) + 1"
_IN = "counted_on between $first and $last"
_RUNS_IN = "counted_on <= $last and counted_to >= $first"
_POINTS = "select sum(numerator), sum(denominator) from cases where measure = '{}' and " + _IN
_COUNT = "select sum(numerator), null from cases where measure = '{}' and " + _IN
_PEOPLE = "select count(distinct child_id), null from cases where measure = '{}' and " + _IN
_SETTLED = _POINTS + " and (counts_from_at is null or counts_from_at < $now)"

BY_HAND = {
    "occupancy_registered_pct": f"select sum(numerator * ({_NIGHTS})), sum(denominator * ({_NIGHTS})) from cases "
    f"where measure = 'occupancy_registered_pct' and {_RUNS_IN}",
    "turnover_12m_pct": "select "
    "count(distinct case when numerator > 0 and counted_on > $year_before then staff_id end), "
    "count(distinct case when denominator > 0 then staff_id || ' ' || counted_on end) / 13.0 from cases "
    "where measure = 'turnover_12m_pct' and counts_for <> 'home' and counted_on between $heads_from and $last",
    "supervision_monthly_pct": _POINTS.format("supervision_monthly_pct"),
    "injury_incidents_n": _COUNT.format("injury_incidents_n"),
    "children_injured_n": _PEOPLE.format("children_injured_n"),
    "restraint_n": _COUNT.format("restraint_n"),
    "restraint_per_1000_bn": "select sum(numerator), sum(case when counted_to is not null "
    f"then denominator * ({_NIGHTS}) end) from cases where measure = 'restraint_per_1000_bn' and "
    f"((counted_to is null and {_IN}) or ({_RUNS_IN}))",
    "rhi_offered_72h_pct": _SETTLED.format("rhi_offered_72h_pct"),
    "rhi_completed_72h_pct": _SETTLED.format("rhi_completed_72h_pct"),
    "missing_children_n": _PEOPLE.format("missing_children_n"),
    "missing_children_pct": "with people as (select child_id, max(numerator) as n, max(denominator) as d from cases "
    f"where measure = 'missing_children_pct' and ((counted_to is null and {_IN}) or ({_RUNS_IN})) group by child_id) "
    "select count(*) filter (where n > 0 and d > 0), count(*) filter (where d > 0) from people",
    "missing_episodes_n": _COUNT.format("missing_episodes_n"),
    "away_episodes_n": _COUNT.format("away_episodes_n"),
    "attendance_pct": _POINTS.format("attendance_pct"),
}


def _median_ms(runs: int, *ways: Callable[[], object]) -> list[float]:
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(runs):
        for place, way in enumerate(ways):
            started = time.perf_counter()
            way()
            taken[place].append((time.perf_counter() - started) * 1000)
    return [statistics.median(times) for times in taken]


def _compare(period: Period, runs: int) -> None:
    session = door.open_session(door.LOCAL)
    database = open_reader(session.version.path).cursor()
    parameters = {
        "first": period.start, "last": period.end, "now": session.moment.now_utc,
        "year_before": date(period.end.year - 1, period.end.month, period.end.day),
        "heads_from": date(period.end.year - 1, period.end.month, 1),
    }  # fmt: skip

    def asked(sql: str) -> dict[str, object]:
        return {name: value for name, value in parameters.items() if f"${name}" in sql}

    def by_hand() -> list[tuple[float | None, float | None]]:
        return [database.rows(BY_HAND[name], asked(BY_HAND[name]))[0] for name in session.measures()]

    def by_session() -> object:
        memory.counted.cache_clear()
        return session.figures(period)

    for row, (numerator, denominator) in zip(session.figures(period).itertuples(), by_hand(), strict=True):
        assert row.numerator == (numerator or 0), (row, numerator)
        assert math.isnan(row.denominator) or math.isclose(row.denominator, denominator or 0), (row, denominator)
    count = database.value("select count(*) from cases")
    hearth, plain = _median_ms(runs, by_session, by_hand)
    remembered = _median_ms(runs, lambda: session.figures(period))[0]
    print(f"{len(session.measures())} measures of {period.label} over {count:,} cases, medians of {runs} runs in turn")
    print(f"  session, nothing remembered  {hearth:7.1f} ms")
    print(f"  the same sums by hand        {plain:7.1f} ms")
    print(f"  session, asked again         {remembered:7.1f} ms")
    print(f"  session / by hand: {hearth / plain:.2f} (asked: under 3)")


def main() -> None:
    from sample_data import write_exports

    parser = argparse.ArgumentParser(prog="python -m benchmarks.figures")
    parser.add_argument("--homes", type=int, default=40)
    parser.add_argument("--years", type=int, default=4)
    parser.add_argument("--runs", type=int, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        os.environ |= {"HEARTH_HOME": str(Path(made) / "home"), "HEARTH_TODAY": "2026-10-01"}
        exports = write_exports(Path(made) / "exports", asked.homes, asked.years, 7, UNTIL)
        loading.load(exports, loading.Options(), lambda name: None)
        _compare(parse(QUARTER), asked.runs)


if __name__ == "__main__":
    main()
