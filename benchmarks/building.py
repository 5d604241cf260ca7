"""What building all marts and measures costs, for a small service and for one of a whole region.

    python -m benchmarks.building [--sizes 3x2 350x5]

Each size (homes x years) is generated as CSVs and loaded in a process of its own. Printed are the rows read, the cases
that came of them, the seconds spent on marts, cases and warnings, the same for each thousand cases, the peak memory of
the whole load, and how the time a case takes grows from the first size to the last. Figures and series of the service
and of one home are then compared with the same sums by hand, as in `benchmarks.figures`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

UNTIL = date(2026, 9, 30)
BUILDING = "marts"


def run_one(homes: int, years: int) -> None:
    """Prints, as JSON, what loading a service of this size came to; then the figures it answers with."""
    from benchmarks import figures as answering
    from pipelines import loading
    from sample_data import write_exports
    from warehouse import counting, periods
    from warehouse.session import LOCAL, open_session

    with tempfile.TemporaryDirectory() as made:
        os.environ |= {"HEARTH_HOME": str(Path(made) / "home"), "HEARTH_TODAY": "2026-10-01"}
        os.environ |= {"HEARTH_MAX_UNPACKED_MB": "8000"}
        exports = write_exports(Path(made) / "exports", homes, years, 7, UNTIL, "csv")
        marks: list[tuple[float, str]] = []
        started = time.perf_counter()
        loaded = loading.load(exports, loading.Options(), lambda name: marks.append((time.perf_counter(), name)))
        total = time.perf_counter() - started
        assert not loaded.refused, loaded.refused
        building = next(at for at, name in marks if name == BUILDING)
        publishing = next(at for at, name in marks if name == "publishing")
        session = open_session(LOCAL)
        source = counting.source(session.measures().values())
        cases = session._database.value(f"select count(*) from {source} as every_case")
        found = {
            "homes": homes, "years": years, "rows": sum(receipt.rows_read for receipt in loaded.receipts),
            "cases": cases, "load": total, "build": publishing - building,
            "file_mb": session.version.path.stat().st_size / 2**20,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }  # fmt: skip
        print(json.dumps(found), flush=True)
        answering.compare(periods.parse(answering.QUARTER), 5)


def compare(sizes: list[str]) -> None:
    """Prints a line a size, and how the time for each case grows."""
    per_case = []
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.building", "--one", size]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        first, *answers = done.stdout.splitlines()
        found = json.loads(first)
        per_case.append(found["build"] / found["cases"] * 1e6)
        print(
            f"{found['homes']} homes, {found['years']} years: {found['rows']:,} rows loaded in {found['load']:.0f} s, "
            f"of which marts, {found['cases']:,} cases, warnings {found['build']:.1f} s, {per_case[-1]:.1f} µs a case; "
            f"peak {found['peak_mb']:,.0f} MB, file {found['file_mb']:,.0f} MB"
        )
        print("\n".join(answers))
    print(f"time a case, {sizes[-1]} / {sizes[0]}: {per_case[-1] / per_case[0]:.2f} (asked: not above 1)")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.building")
    parser.add_argument("--sizes", nargs="+", default=["3x2", "350x5"])
    parser.add_argument("--one")
    asked = parser.parse_args()
    if asked.one:
        homes, years = map(int, asked.one.split("x"))
        run_one(homes, years)
    else:
        compare(asked.sizes)


if __name__ == "__main__":
    main()
