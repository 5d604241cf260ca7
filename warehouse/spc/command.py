"""`python -m warehouse spc`: the method alone, on figures from standard input."""

from __future__ import annotations

import argparse
import csv
import io
import math
import sys
from typing import Any

import pandas as pd

from warehouse.periods import Period, PeriodError, parse
from warehouse.spc import columns
from warehouse.spc.xmr import BETTER, FIRM, xmr

_WHERE = "standard input"


class NotFigures(ValueError):
    """What stands on standard input cannot be read as periods and values; the message says where and how to mend it."""


class NotThere(ValueError):
    """A period was named that the figures do not have."""


def add(commands: Any, form: argparse.ArgumentParser) -> None:
    """The command and its options."""
    parser = commands.add_parser("spc", parents=[form], help="the control chart of period,value rows on standard input")
    parser.add_argument("--better", choices=BETTER, default="neutral", help="which way is better (default: neutral)")
    parser.add_argument("--target", type=_number, help="what the figures are held against")
    parser.add_argument("--rebase", action="append", default=[], metavar="PERIOD", help="from here on, new limits")
    parser.add_argument("--fix-after", type=_baseline, metavar="N", help="limits from the first N values of a group")
    parser.add_argument(
        "--screen", action=argparse.BooleanOptionalAction, default=True, help="leave out outlying moving ranges, once"
    )
    parser.set_defaults(answer=answer)


def _number(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number.")
    return found


def _baseline(text: str) -> int:
    if not text.isdecimal() or int(text) < FIRM:
        raise argparse.ArgumentTypeError(f"a baseline is fixed after {FIRM} points or more, not after '{text}'.")
    return int(text)


def answer(asked: argparse.Namespace) -> pd.DataFrame:
    """The rows read, in order of their periods, with the columns of the chart."""
    rows, periods = read(_input())
    names = [name for name, _ in rows]
    unknown = [name for name in asked.rebase if name.strip() not in names]
    if unknown:
        raise NotThere(f"--rebase {unknown[0]}: no row has this period. Name one of {names[0]} to {names[-1]}.")
    values = [value for _, value in rows]
    chart = xmr(
        values, asked.better, asked.target, [names.index(name.strip()) for name in asked.rebase],
        columns.absent_before(periods), asked.fix_after, asked.screen,
    )  # fmt: skip
    found = pd.DataFrame({
        "period": names, "numerator": None, "denominator": None, "value": pd.Series(values, dtype="float"),
        "status": ["x" if value is None else "ok" for value in values],
    })  # fmt: skip
    return pd.concat([found, columns.of(chart)], axis="columns")


def _input() -> str:
    """What stands on standard input, as UTF-8 whatever the machine's own encoding."""
    raw = getattr(sys.stdin, "buffer", None)
    try:
        return raw.read().decode("utf-8") if raw else sys.stdin.read()
    except UnicodeDecodeError as fault:
        raise NotFigures(f"{_WHERE}: is not UTF-8 text. Save it as CSV in UTF-8.") from fault


def read(text: str) -> tuple[list[tuple[str, float | None]], list[Period]]:
    """The rows as period and value, sorted when all name periods of one kind; then the periods too, else none.

    Other names of periods (1, 2, 3; days; weeks) stand in the order given. Raises NotFigures.
    """
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        header = [cell.strip().lower() for cell in next(lines, [])]
        found = [(lines.line_num, line) for line in lines if any(cell.strip() for cell in line)]
    except csv.Error as fault:
        raise NotFigures(f"{_WHERE}, row {lines.line_num}: is not CSV. Write period,value on each row.") from fault
    for name in ("period", "value"):
        if header.count(name) != 1:
            how = "has no column" if name not in header else "has more than one column"
            raise NotFigures(f"{_WHERE}, row 1: {how} '{name}'. Write period,value on the first row.")
    if not found:
        raise NotFigures(f"{_WHERE}: has no rows. Write a period and its value on each row below period,value.")
    period_at, value_at = header.index("period"), header.index("value")
    rows = [(row, _cell(line, period_at), _value(_cell(line, value_at), row)) for row, line in found]
    return _in_order(rows)


def _cell(line: list[str], place: int) -> str:
    return line[place].strip() if place < len(line) else ""


def _value(text: str, row: int) -> float | None:
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not math.isfinite(found) or "_" in text:
        raise NotFigures(
            f"{_WHERE}, row {row}, column value: '{text}' is not a number. Write one such as 12.5, or leave the cell "
            "empty where there is no figure."
        )
    return found


def _in_order(
    rows: list[tuple[int, str, float | None]],
) -> tuple[list[tuple[str, float | None]], list[Period]]:
    seen: dict[str, int] = {}
    for row, name, _ in rows:
        if not name:
            raise NotFigures(f"{_WHERE}, row {row}, column period: is empty. Write the period of the value.")
        if name in seen:
            raise NotFigures(
                f"{_WHERE}, row {row}, column period: {name} stands in row {seen[name]} too. Keep one row a period."
            )
        seen[name] = row
    known = {name: period for _, name, _ in rows if (period := _period(name))}
    pairs = [(name, value) for _, name, value in rows]
    if not known:
        return pairs, []
    grain = next(iter(known.values())).grain
    for row, name, _ in rows:
        if name not in known or known[name].grain != grain:
            raise NotFigures(
                f"{_WHERE}, row {row}, column period: '{name}' is not a {grain} as {next(iter(known))} is. Write all "
                "periods in one form."
            )
    pairs.sort(key=lambda pair: known[pair[0]])
    return pairs, [known[name] for name, _ in pairs]


def _period(name: str) -> Period | None:
    try:
        return parse(name)
    except PeriodError:
        return None
