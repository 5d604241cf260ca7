"""`python -m sample_data OUT` writes made-up exports into a folder."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from sample_data.dates import DAY, today
from sample_data.exports import FORMATS, write_exports
from sample_data.plan import turning_points


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-10-31") from None


def _at_least_one(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number of 1 or more")
    return int(text)


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sample_data", description="Writes made-up exports into a folder.")
    parser.add_argument("out", type=Path, help="the folder to write into")
    parser.add_argument("--homes", type=_at_least_one, default=3, help="how many homes (3)")
    parser.add_argument("--years", type=_at_least_one, default=2, help="how many years up to the last day (2)")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same files (7)")
    parser.add_argument("--until", type=_date, default=None, help="the last day in the exports (yesterday)")
    parser.add_argument("--format", choices=FORMATS, default="auto", help="auto: workbooks when small, else CSV")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Writes the exports and says what was written and where the figures turn."""
    chosen = _arguments(words)
    until = chosen.until or today() - DAY
    show = (lambda text: print(f"\r{text}", end="", file=sys.stderr)) if sys.stderr.isatty() else None
    paths = write_exports(chosen.out, chosen.homes, chosen.years, chosen.seed, until, chosen.format, show)
    if show:
        print(file=sys.stderr)
    for path in paths:
        print(path)
    for point in turning_points(chosen.homes, chosen.years, chosen.seed, until):
        print(f"{point.home_id} changes for the {point.direction} on {point.changed_on}: {', '.join(point.shows_in)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
