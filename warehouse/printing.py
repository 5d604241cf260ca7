"""Rows on standard output: a table for people, CSV or JSON for programs."""

from __future__ import annotations

import json
import sys

import pandas as pd

FORMATS = ("table", "csv", "json")


def _plain(value: object) -> object:
    """A whole number without a fraction, a date as text, a missing value as None."""
    if value is None or (not isinstance(value, (list, tuple)) and pd.isna(value)):  # type: ignore[call-overload]
        return None
    if isinstance(value, pd.Timestamp):
        at_midnight = value == value.normalize()
        return value.date().isoformat() if at_midnight else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def show(frame: pd.DataFrame, form: str) -> None:
    """The frame stands on standard output in this form; csv and json print nothing else."""
    rows = [[_plain(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    names = list(frame.columns)
    if form == "json":
        json.dump([dict(zip(names, row, strict=True)) for row in rows], sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    elif form == "csv":
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([["" if value is None else value for value in row] for row in rows])
    else:
        _table(names, rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return str(value)


def _table(names: list[str], rows: list[list[object]]) -> None:
    cells = [names] + [[_cell(value) for value in row] for row in rows]
    widths = [max(len(line[place]) for line in cells) for place in range(len(names))]
    for line in cells:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
    if not rows:
        print("(no rows)")
