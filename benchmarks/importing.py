"""Importing a large attendance workbook, against reading and checking it plainly.

    python -m benchmarks.importing [--rows 100000] [--runs 3]

Each way runs in a process of its own with Great Expectations already imported, in turn, several times; printed are
medians, their ratios, the peak memory of each, and where the import spends its time.

- hearth: landed, read, checked, merged, built and published
- openpyxl: pandas.read_excel with openpyxl, then the same suite of the same contract on the same check frame
- calamine: read with python-calamine alone, then the same suite
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WAYS = ("hearth", "openpyxl", "calamine")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _check(rows: list[list[object]], folder: Path) -> float:
    """Seconds that the contract's suite takes on rows that are already in memory, with what it needs to be run."""
    import csv

    from data_contracts.contract import contracts
    from pipelines import mapping, sheets
    from pipelines.reading.grid import Grid
    from warehouse import settings

    with (folder / "children.csv").open(encoding="utf-8", newline="") as handle:
        children = {row["child_id"] for row in csv.DictReader(handle)}
    started = time.perf_counter()
    grid = Grid("attendance", rows, is_serial_1904=False)
    known = contracts()
    found = mapping.map_sheet("attendance.xlsx", grid, known, "attendance")
    sheets.check_sheet(
        "attendance.xlsx", grid, found, known["attendance"], lambda reference: children, settings.today()
    )
    return time.perf_counter() - started


def _hearth(folder: Path) -> dict[str, float]:
    from pipelines import loading

    references = sorted(folder.glob("*.csv"))
    loading.load(references, loading.Options(), lambda name: None)
    marks: list[tuple[float, str]] = []
    started = time.perf_counter()
    loaded = loading.load(
        [folder / "attendance.xlsx"], loading.Options(), lambda name: marks.append((time.perf_counter(), name))
    )
    total = time.perf_counter() - started
    assert not loaded.refused and loaded.version is not None
    ends = [at for at, _ in marks[1:]] + [started + total]
    stages: dict[str, float] = {}
    for (at, name), end in zip(marks, ends, strict=True):
        stage = _stage(name)
        stages[stage] = stages.get(stage, 0.0) + end - at
    return {"total": total, **stages}


def _stage(step: str) -> str:
    for word in ("reading", "merging", "current", "publishing"):
        if step.startswith(word):
            return {"reading": "read and check", "merging": "merge", "current": "merge"}.get(word, word)
    return "build"


def _openpyxl(folder: Path) -> dict[str, float]:
    import pandas as pd

    started = time.perf_counter()
    frame = pd.read_excel(folder / "attendance.xlsx", engine="openpyxl", dtype=object)
    read = time.perf_counter() - started
    rows = [list(frame.columns), *frame.astype(object).where(frame.notna(), None).values.tolist()]
    return {"total": time.perf_counter() - started + _check(rows, folder), "read": read}


def _calamine(folder: Path) -> dict[str, float]:
    import python_calamine

    started = time.perf_counter()
    book = python_calamine.CalamineWorkbook.from_path(folder / "attendance.xlsx")
    rows = book.get_sheet_by_index(0).to_python()
    read = time.perf_counter() - started
    return {"total": read + _check(rows, folder), "read": read}


def run_one(way: str, folder: Path) -> None:
    """Prints, as JSON, the seconds and peak memory of one way of importing."""
    from pipelines import checking

    checking.warm_up()
    before = _peak_mb()
    with tempfile.TemporaryDirectory() as home:
        os.environ["HEARTH_HOME"] = home
        found = {"hearth": _hearth, "openpyxl": _openpyxl, "calamine": _calamine}[way](folder)
    print(json.dumps(found | {"peak_mb": _peak_mb(), "peak_mb_before": before}))


def compare(rows: int, runs: int) -> None:
    """Prints the medians and ratios of all ways on one workbook."""
    from sample_data import write_attendance_workbook

    results: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_attendance_workbook(folder / "attendance.xlsx", rows, 7)
        for _ in range(runs):
            for way in WAYS:
                command = [sys.executable, "-m", "benchmarks.importing", "--one", way, "--folder", str(folder)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                results[way].append(json.loads(done.stdout.splitlines()[-1]))
    median = {
        way: {name: statistics.median(run[name] for run in found) for name in found[0]}
        for way, found in results.items()
    }
    print(f"Importing {rows:,} rows, medians of {runs} runs in turn")
    for way, figures in median.items():
        stages = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in figures.items() if "peak" not in name)
        print(f"  {way:9} {stages}; peak {figures['peak_mb']:.0f} MB ({figures['peak_mb_before']:.0f} MB before)")
    total = {way: figures["total"] for way, figures in median.items()}
    print(f"  openpyxl / hearth: {total['openpyxl'] / total['hearth']:.2f} (asked: at least 4)")
    print(f"  hearth / calamine: {total['hearth'] / total['calamine']:.2f} (aim: 2)")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", choices=WAYS)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.one:
        run_one(asked.one, asked.folder)
    else:
        compare(asked.rows, asked.runs)


if __name__ == "__main__":
    main()
