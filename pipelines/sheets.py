"""One sheet from cells to accepted rows: read as its contract says, checked, failing rows set aside with reasons."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from data_contracts.contract import Column, Contract
from data_contracts.suite import Expectation, suite
from data_contracts.table import date_column
from pipelines import checking, values
from pipelines.mapping import Mapping, left_out
from pipelines.reading.grid import Grid
from pipelines.reading.layout import Table, cut
from warehouse.settings import LONDON
from warehouse.writer import Sheet

_FEWEST_FOR_HALF = 20
QUARANTINE = ["sheet_row", "column_name", "value_kind", "severity", "rule", "remedy"]
Known = Callable[[str], set[str]]
Remedies = dict[str, tuple[str, str]]
_FAULT_REMEDIES: Remedies = {
    "error": ("error_cell", "The cell shows an error instead of a value; put the value in, or mend its formula."),
    "formula": (
        "not_calculated",
        "The cell holds a formula that was never calculated; open the file in Excel and save it.",
    ),
}


@dataclass
class Checked:
    """What came of one sheet, and the mapping it was read with."""

    sheet: Sheet
    mapping: Mapping
    exported_at: datetime | None = None
    refusal: str | None = None


@dataclass
class _Parsed:
    """The cells of one table as values: `stored` has the table's columns, `flags` what is true of each cell."""

    table: Table
    cells: dict[str, Sequence[Any]] = field(default_factory=dict)
    stored: dict[str, Any] = field(default_factory=dict)
    flags: dict[str, Any] = field(default_factory=dict)


def check_sheet(file: str, grid: Grid, mapping: Mapping, contract: Contract, known: Known, today: date) -> Checked:
    """The rows of this sheet that pass their contract, and for each other one where and why it does not.

    `known` gives the ids that a reference may mean. Refuses the sheet (in `refusal`) where more than half of 20 or
    more rows fail: the sheet or its mapping is probably the wrong one.
    """
    table = cut(grid, mapping.header_row - 1)
    table.said += [*_hidden(grid), *_left_out(grid, mapping)]
    return check_table(file, grid, table, mapping, contract, known, today)


def check_table(
    file: str, grid: Grid, table: Table, mapping: Mapping, contract: Contract, known: Known, today: date,
    remedies: Remedies | None = None,
) -> Checked:  # fmt: skip
    """The same for a table that was cut out, or made, before; `remedies` add to what is said of faults of cells."""
    parsed = _parse(table, grid, mapping, contract, known, today)
    numbers = table.numbers
    frame = pd.DataFrame({"row": np.array(numbers, dtype="int64")} | parsed.stored | parsed.flags)
    expectations = suite(contract)
    most = len(numbers) if len(numbers) < _FEWEST_FOR_HALF else len(numbers) // 2
    outcomes = checking.check(frame, expectations, most)
    refused = _refused_rows(outcomes)
    too_many = any(o.failed > most for o in outcomes if o.expectation.severity == "error") or len(refused) > most
    said = table.said
    report = _expectation_frame(outcomes)
    quarantine = _quarantine_frame(outcomes, parsed, grid, mapping, _FAULT_REMEDIES | (remedies or {}))
    where = f"{file}, sheet {grid.name}"
    if len(numbers) >= _FEWEST_FOR_HALF and too_many:
        refusal = (
            f"{where}: more than half of its {len(numbers)} rows fail the contract for {contract.name} "
            f"({_main_reason(outcomes)}); it is probably another dataset, or its columns are not what they are headed."
        )
        sheet = Sheet(
            grid.name, contract.name, None, len(numbers), len(numbers), quarantine[:0], report, [*said, refusal]
        )
        return Checked(sheet, mapping, table.exported_at, refusal)
    rows = pd.DataFrame({"_row": frame["row"], **parsed.stored})
    accepted = rows[~rows["_row"].isin(refused)].assign(_sheet=grid.name)
    sheet = Sheet(grid.name, contract.name, accepted, len(numbers), len(refused), quarantine, report, said)
    return Checked(sheet, mapping, table.exported_at)


def _hidden(grid: Grid) -> list[str]:
    return ["the sheet is hidden in the workbook; its rows were loaded all the same"] if grid.is_hidden else []


def _left_out(grid: Grid, mapping: Mapping) -> list[str]:
    letters = left_out(grid, mapping)
    if not letters:
        return []
    return [f"column{'s' if len(letters) > 1 else ''} {', '.join(letters)} is not asked for and was not loaded"]


def _columns(table: Table) -> list[Sequence[Any]]:
    """The cells of each column; a row that is shorter than others ends in blanks."""
    return list(itertools.zip_longest(*table.rows))


def _parse(table: Table, grid: Grid, mapping: Mapping, contract: Contract, known: Known, today: date) -> _Parsed:
    """Every column read, each different cell of it once, and laid out again as the rows have it."""
    parsed = _Parsed(table)
    places = {name: place for place, name in mapping.columns}
    faulty_columns = {column for _, column in grid.faults}
    columns, blank = _columns(table), [None] * len(table.rows)
    for column in contract.columns:
        place = places.get(column.name)
        cells = columns[place] if place is not None and place < len(columns) else blank
        parsed.cells[column.name] = cells
        codes, found = values.read_distinct(column, cells, grid.is_serial_1904)
        if place in faulty_columns:
            is_faulty = np.array([(number, place) in grid.faults for number in table.numbers])
            codes, found = np.where(is_faulty, len(found), codes), [*found, values.UNREADABLE]
        is_readable = np.array([value is not values.UNREADABLE for value in found], dtype=bool)
        kept = [None if value is values.UNREADABLE else value for value in found]
        distinct = _Parsed(table, flags={f"{column.name}__is_readable": is_readable})
        _store(distinct, column, kept, today)
        if column.references:
            distinct.flags[f"{column.name}__is_known"] = _are_known(kept, column, known(column.references))
        if column.style == "attendance_mark":
            distinct.flags[f"{column.name}__is_given"] = np.array([value is not None for value in kept], dtype=bool)
        parsed.stored |= {name: series.take(codes).reset_index(drop=True) for name, series in distinct.stored.items()}
        parsed.flags |= {name: np.asarray(flag)[codes] for name, flag in distinct.flags.items()}
    parsed.flags["row__is_only_version"] = _only_versions(parsed, contract)
    return parsed


def _instants(items: Iterable[datetime | date | None]) -> pd.Series:
    return pd.Series(np.array(list(items), dtype="datetime64[us]"))


def _store(parsed: _Parsed, column: Column, found: list[Any], today: date) -> None:
    """The stored columns that one column becomes, and what the checks want to know of it."""
    if column.type == "datetime":
        _store_moments(parsed, column, found, today)
    elif column.type == "date":
        parsed.stored[column.name] = _instants(found)
        latest = np.datetime64(today, "us")
        parsed.flags[f"{column.name}__is_not_in_future"] = ~(parsed.stored[column.name] > latest).to_numpy()
    elif column.type == "int":
        parsed.stored[column.name] = pd.Series(found, dtype="Int64")
    elif column.type == "number":
        parsed.stored[column.name] = pd.Series([np.nan if v is None else v for v in found], dtype="float64")
    elif column.type == "yes/no":
        parsed.stored[column.name] = pd.Series(found, dtype="boolean")
    else:
        parsed.stored[column.name] = pd.Series([v or None for v in found], dtype=object)


def _bounds(moment: values.Moment) -> tuple[datetime, datetime]:
    """The first and last instant, in UTC, that a date or a date and time may mean."""
    if moment.at_utc is not None:
        return moment.at_utc, moment.at_utc
    start = datetime(moment.on.year, moment.on.month, moment.on.day)
    return _utc_midnight(start), _utc_midnight(start + timedelta(days=1))


def _utc_midnight(local: datetime) -> datetime:
    return local - (local.replace(tzinfo=LONDON).utcoffset() or timedelta(0))


def _store_moments(parsed: _Parsed, column: Column, found: list[values.Moment | None], today: date) -> None:
    name, stem = column.name, column.name.removesuffix("_at")
    parsed.stored[name] = _instants(m.at if m else None for m in found)
    parsed.stored[f"{name}_utc"] = _instants(m.at_utc if m else None for m in found)
    parsed.stored[date_column(name)] = _instants(m.on if m else None for m in found)
    parsed.stored[f"{stem}_precision"] = pd.Series(
        [None if m is None else "time" if m.at else "date" for m in found], dtype=object
    )
    # A date without a time fills the cell as well, though there is no time to keep.
    parsed.flags[name] = parsed.stored[name].fillna(parsed.stored[date_column(name)])
    bounds = [_bounds(m) if m else (None, None) for m in found]
    parsed.flags[f"{name}__earliest"] = _instants(first for first, _ in bounds)
    parsed.flags[f"{name}__latest"] = _instants(last for _, last in bounds)
    for flag in ("exists", "is_unambiguous"):
        parsed.flags[f"{name}__{flag}"] = np.array([m is None or getattr(m, flag) for m in found], dtype=bool)
    parsed.flags[f"{name}__is_not_in_future"] = np.array([m is None or m.on <= today for m in found], dtype=bool)


def _are_known(found: list[Any], column: Column, ids: set[str]) -> np.ndarray:
    if column.type == "list":
        return np.array([not v or all(part in ids for part in v.split(";")) for v in found], dtype=bool)
    return np.array([v is None or v in ids for v in found], dtype=bool)


def _only_versions(parsed: _Parsed, contract: Contract) -> np.ndarray:
    """False on each of two rows with one business key and different content.

    Where a column decides which version is the latest, rows that differ in it are versions, not a contradiction.
    """
    frame = pd.DataFrame(parsed.stored)
    key = [column.name for column in contract.key] + ([contract.latest_by] if contract.latest_by else [])
    repeated = frame.duplicated(key, keep=False)
    if not repeated.any():
        return np.ones(len(frame), dtype=bool)
    distinct = frame[repeated].drop_duplicates()
    contradicting = distinct[distinct.duplicated(key, keep=False)]
    marked = frame[key].merge(contradicting[key].drop_duplicates(), on=key, how="left", indicator=True)
    return (marked["_merge"] != "both").to_numpy()


def _refused_rows(outcomes: list[checking.Outcome]) -> set[int]:
    return {row for outcome in outcomes if outcome.expectation.severity == "error" for row in outcome.rows}


def _main_reason(outcomes: list[checking.Outcome]) -> str:
    worst = max((o for o in outcomes if o.expectation.severity == "error"), key=lambda outcome: outcome.failed)
    return f"most often {worst.expectation.column}: {worst.expectation.description.rstrip('.')}"


def _expectation_frame(outcomes: list[checking.Outcome]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "rule": o.expectation.rule, "column_name": o.expectation.column, "severity": o.expectation.severity,
                "description": o.expectation.description, "why": o.expectation.why, "checked": o.checked,
                "failed": o.failed,
            }
            for o in outcomes
        ]
    )  # fmt: skip


def _quarantine_frame(
    outcomes: list[checking.Outcome], parsed: _Parsed, grid: Grid, mapping: Mapping, remedies: Remedies
) -> pd.DataFrame:
    """A line for each failing cell: where it is, what kind of thing it holds, the rule and how to mend it.

    The first failing rule of a cell is the one told; rows that only wait are found anew at each build.
    """
    place_of = {number: place for place, number in enumerate(parsed.table.numbers)}
    column_of = {name: place for place, name in mapping.columns}
    lines: dict[tuple[int, str, str], tuple[Any, ...]] = {}
    for outcome in outcomes:
        expectation = outcome.expectation
        if expectation.severity == "waiting":
            continue
        for row in outcome.rows:
            told = (row, expectation.column, expectation.severity)
            if told not in lines:
                cell = parsed.cells.get(expectation.column, [None] * len(place_of))[place_of[row]]
                fault = grid.faults.get((row, column_of.get(expectation.column, -1)))
                lines[told] = _line(row, expectation, cell, fault, remedies)
    return pd.DataFrame(list(lines.values()), columns=QUARANTINE)


def _line(row: int, expectation: Expectation, cell: Any, fault: str | None, remedies: Remedies) -> tuple[Any, ...]:
    rule, remedy, kind = expectation.rule, expectation.remedy, values.kind_of(cell)
    if fault is not None:
        kind = fault if fault in _FAULT_REMEDIES else kind
        rule, remedy = remedies[fault]
    return row, expectation.column, kind, expectation.severity, rule, remedy


def set_aside_contradictions(checked: list[Checked], contracts: dict[str, Contract]) -> None:
    """Rows of one key that differ between two sheets of a file are set aside in both, as they are within one sheet."""
    for dataset in {one.sheet.dataset for one in checked}:
        sheets = [one.sheet for one in checked if one.sheet.dataset == dataset and one.sheet.rows is not None]
        if len(sheets) < 2 or dataset not in contracts:
            continue
        contract = contracts[dataset]
        rows = pd.concat([sheet.rows for sheet in sheets if sheet.rows is not None], ignore_index=True)
        key = [column.name for column in contract.key] + ([contract.latest_by] if contract.latest_by else [])
        distinct = rows.drop(columns=["_row", "_sheet"]).drop_duplicates()
        contradicting = distinct[distinct.duplicated(key, keep=False)][key].drop_duplicates()
        if contradicting.empty:
            continue
        marked = rows.merge(contradicting, on=key)[["_sheet", "_row"]]
        for sheet in sheets:
            _set_aside(sheet, contract, set(marked.loc[marked["_sheet"] == sheet.sheet, "_row"]))


def _set_aside(sheet: Sheet, contract: Contract, numbers: set[int]) -> None:
    """These rows of the sheet are quarantined as versions that contradict each other."""
    assert sheet.rows is not None
    rule = next(expectation for expectation in suite(contract) if expectation.rule == "one_version")
    lines = [(number, rule.column, "text", rule.severity, rule.rule, rule.remedy) for number in sorted(numbers)]
    sheet.rows = sheet.rows[~sheet.rows["_row"].isin(numbers)]
    sheet.refused_rows += len(numbers)
    sheet.quarantine = pd.concat([sheet.quarantine, pd.DataFrame(lines, columns=QUARANTINE)], ignore_index=True)
