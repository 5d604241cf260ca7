"""A quarter's figures over all measures, against the same sums written by hand in DuckDB.

    python -m benchmarks.figures [--homes 40] [--years 4] [--runs 15]

Both read the same published file in the same process, in turn: Hearth through a session whose memory has been cleared,
the hand-written sums through a query a measure (`by_hand.py`). The figures must be equal before anything is timed.
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
from typing import Any

from benchmarks import by_hand
from pipelines import loading
from warehouse import counting, memory, periods
from warehouse import session as door
from warehouse.engine import open_reader
from warehouse.periods import Period, parse
from warehouse.registry import Measure

UNTIL = date(2026, 9, 30)
QUARTER, SERIES = "2026-27-Q1", "attendance_pct"


def _median_ms(runs: int, *ways: Callable[[], object]) -> list[float]:
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(runs):
        for place, way in enumerate(ways):
            started = time.perf_counter()
            way()
            taken[place].append((time.perf_counter() - started) * 1000)
    return [statistics.median(times) for times in taken]


def _parameters(session: door.Session, measure: Measure, period: Period, home: str | None) -> dict[str, object]:
    numerator_from, denominator_from = counting.window(measure, period)
    return {
        "first": numerator_from, "heads_from": denominator_from, "last": period.end, "now": session.moment.now_utc,
        "home": home,
    }  # fmt: skip


def _by_hand(session: door.Session, period: Period, home: str | None) -> list[tuple[str, str, dict[str, object]]]:
    """Each measure with a figure at this level, its query, and what it asks with."""
    database = open_reader(session.version.path).cursor()
    found = []
    for name, measure in session.measures().items():
        if ("home" if home else "service") in measure.levels:
            sql = by_hand.query(measure, by_hand.cases_of(database, measure), home)
            given = _parameters(session, measure, period, home)
            found.append((name, sql, {key: value for key, value in given.items() if f"${key}" in sql}))
    return found


def _is_same(row: Any, numerator: float | None, denominator: float | None) -> bool:
    if row.status == "x":
        return True
    same = math.isclose(row.numerator if row.numerator == row.numerator else 0, numerator or 0, abs_tol=1e-9)
    return same and (math.isnan(row.denominator) or math.isclose(row.denominator, denominator or 0, abs_tol=1e-9))


def _compare(period: Period, runs: int, home: str | None) -> None:
    session = door.open_session(door.LOCAL)
    homes = [home] if home else None
    database = open_reader(session.version.path).cursor()
    queries = _by_hand(session, period, home)
    months = periods.between(
        periods.containing(date(period.end.year - 2, period.end.month, 1), "month"), period, "month"
    )

    def plain() -> list[tuple[float | None, float | None]]:
        return [database.rows(sql, given)[0] for _, sql, given in queries]

    def hearth() -> Any:
        memory.counted.cache_clear()
        return session.figures(period, homes=homes)

    def plain_series() -> None:
        for _, sql, given in series:
            database.rows(sql, given)

    def hearth_series() -> Any:
        memory.counted.cache_clear()
        return session.series([SERIES], months, homes)

    series = [
        (name, sql, {key: value for key, value in _parameters(session, session.measure(name), month, home).items()
                     if f"${key}" in sql})
        for month in months for name, sql, _ in queries if name == SERIES
    ]  # fmt: skip
    found = {row.measure: row for row in session.figures(period, homes=homes).itertuples()}
    for (name, sql, _), (numerator, denominator) in zip(queries, plain(), strict=True):
        assert _is_same(found[name], numerator, denominator), (name, found[name], numerator, denominator, sql)
    where = home or "the service"
    times = _median_ms(runs, hearth, plain, hearth_series, plain_series)
    remembered = _median_ms(runs, lambda: session.figures(period, homes=homes))[0]
    print(f"{where}: {len(queries)} measures of {period.label}, medians of {runs} runs in turn")
    taken = (
        f"session, nothing remembered {times[0]:.1f} ms; by hand {times[1]:.1f} ms; session again {remembered:.1f} ms"
    )
    print(f"  figures: {taken}")
    print(f"  figures: session / by hand: {times[0] / times[1]:.2f} (asked: under 3)")
    print(f"  {len(months)} months of {SERIES}: session {times[2]:7.1f} ms; by hand {times[3]:7.1f} ms")
    print(f"  series: session / by hand: {times[2] / times[3]:.2f} (asked: under 3)")


def compare(period: Period, runs: int) -> None:
    """Prints both comparisons, of the service and of one home, on the version in force."""
    session = door.open_session(door.LOCAL)
    database = open_reader(session.version.path).cursor()
    count = database.value(f"select count(*) from {counting.source(session.measures().values())} as every_case")
    print(f"{count:,} cases of {len(session.homes())} homes")
    for home in (None, next(row.home_id for row in session.home_rows())):
        _compare(period, runs, home)


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
        compare(parse(QUARTER), asked.runs)


if __name__ == "__main__":
    main()
