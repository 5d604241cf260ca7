"""Finds the table inside a sheet: where the header row is, which rows are data, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipelines.reading.grid import Grid

_SEARCHED = 60
_FOOTER = re.compile(
    r"^\s*(grand\s+|sub[\s-]*)?totals?\b|^\s*(end of (report|export|list)|report (run|generated|produced|printed)|"
    r"run on|printed|generated|page \d|records?\b|rows?\b|count\b|source\b|confidential|official|©|\*)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^\s*(grand\s+|sub[\s-]*)?totals?\b", re.IGNORECASE)
# A first cell that is blank, or begins as "total", "sub-total" and "grand total" do, is looked at more closely.
_LOOKED_AT = "GgTtSs \t\r\n\xa0"
_RUN_ON = re.compile(
    r"(?:run|exported|generated|produced|printed|extracted|created)\s*(?:on|at|:)?\s*:?\s*"
    r"(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})(?:[ T,]+(?:at\s+)?(\d{1,2}:\d{2}))?",
    re.IGNORECASE,
)


@dataclass
class Table:
    """The data of a sheet: `rows` below the header with their row `numbers`; `said` is what stood around them."""

    header_row: int
    headers: list[str]
    numbers: list[int]
    rows: list[list[Any]]
    exported_at: datetime | None = None
    said: list[str] = field(default_factory=list)


def normal(header: Any) -> str:
    """A header as it is compared: case, spaces and punctuation do not matter."""
    return re.sub(r"[^a-z0-9]+", "_", str(header).replace("\xa0", " ").strip().casefold()).strip("_")


def is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def find_header(grid: Grid, score: Callable[[list[str]], float]) -> int | None:
    """The index of the row that reads most like a header, by `score` of its normalised cells; None where none does."""
    best, place = 0.0, None
    for index, row in enumerate(grid.rows[:_SEARCHED]):
        names = [normal(cell) for cell in row if isinstance(cell, str) and not is_blank(cell)]
        found = score(names) if names else 0.0
        if found > best:
            best, place = found, index
    return place


def cut(grid: Grid, header: int) -> Table:
    """The table under this header row, without blank rows, repeated headers, totals and footers, each said."""
    headers = [str(cell).replace("\xa0", " ").strip() if not is_blank(cell) else "" for cell in grid.rows[header]]
    names = [normal(cell) for cell in grid.rows[header]]
    table = Table(header + 1, headers, [], [])
    if header:
        table.said.append(f"rows 1 to {header} above the header were not read as data")
    table.exported_at = _exported_at(grid.rows[:header])
    numbers, body, repeated, totals = _body(grid, header, names)
    if repeated:
        table.said.append(f"the header is repeated in row {_listed(repeated)}")
    if totals:
        table.said.append(f"row {_listed(totals)} holds totals, not records")
    faulty = {number for number, _ in grid.faults}
    footers = []
    while body and numbers[-1] not in faulty and _is_footer(body[-1]):
        body.pop()
        footers.append(numbers.pop())
    if footers:
        table.said.append(f"row {_listed(sorted(footers))} below the data is a footer")
        table.exported_at = table.exported_at or _exported_at([grid.rows[number - 1] for number in footers])
    table.numbers, table.rows = numbers, body
    return table


def _body(grid: Grid, header: int, names: list[str]) -> tuple[list[int], list[list[Any]], list[int], list[int]]:
    """Numbers and cells of the rows below the header that hold something; then where it is repeated, and the totals."""
    faulty = {number for number, _ in grid.faults}
    first = next(place for place, name in enumerate(names) if name)
    heading = grid.rows[header][first]
    numbers: list[int] = []
    body: list[list[Any]] = []
    repeated, totals = [], []
    for number, row in enumerate(grid.rows[header + 1 :], start=header + 2):
        cell = row[first] if first < len(row) else None
        if cell.__class__ is not str or not cell or cell[0] in _LOOKED_AT:
            if is_blank(cell) and number not in faulty and all(is_blank(other) for other in row):
                continue
            if _is_total(row):
                totals.append(number)
                continue
        if cell == heading and [normal(other) for other in row] == names:
            repeated.append(number)
        else:
            numbers.append(number)
            body.append(row)
    return numbers, body, repeated, totals


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:5])
    return shown if len(numbers) <= 5 else f"{shown} and {len(numbers) - 5} more"


def _filled(row: list[Any]) -> list[Any]:
    return [cell for cell in row if not is_blank(cell)]


def _is_total(row: list[Any]) -> bool:
    """A line of totals starts with the word and is otherwise numbers."""
    filled = _filled(row)
    return (
        bool(filled)
        and isinstance(filled[0], str)
        and _TOTAL.match(filled[0]) is not None
        and all(isinstance(cell, (int, float)) or re.fullmatch(r"[\d.,%\s]+", str(cell)) for cell in filled[1:])
    )


def _is_footer(row: list[Any]) -> bool:
    """At most two filled cells, of which the first reads like the end of a report."""
    filled = _filled(row)
    return len(filled) <= 2 and isinstance(filled[0], str) and _FOOTER.match(filled[0]) is not None


def _exported_at(rows: list[list[Any]]) -> datetime | None:
    for row in rows:
        said = " ".join(_as_text(cell) for cell in row if not is_blank(cell))
        if found := _RUN_ON.search(said):
            day, time = found[1], found[2] or "00:00"
            form = "%d/%m/%Y %H:%M" if "/" in day else "%Y-%m-%d %H:%M"
            try:
                return datetime.strptime(f"{day} {time}", form)
            except ValueError:
                return None
    return None


def _as_text(cell: Any) -> str:
    return cell.strftime("%Y-%m-%d %H:%M") if isinstance(cell, datetime) else str(cell)
