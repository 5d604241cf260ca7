"""A sheet in a foreign layout becomes the rows of a dataset, each of which knows the cell it came from."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data_contracts.contract import RESIDENCE, Column, Contract
from data_contracts.profile import Profile, Source
from pipelines import values
from pipelines.mapping import Mapping
from pipelines.profiling import headings, recognise, title, wording
from pipelines.profiling.cells import Cell, Reader, SpreadReader
from pipelines.profiling.headings import Heading
from pipelines.profiling.recognise import Found
from pipelines.reading.grid import Grid, Refused, column_letter
from pipelines.reading.layout import Table, cut, is_blank, normal

OUTSIDE = "outside_month"


@dataclass
class Derived:
    """The rows of a dataset made from one sheet, ready to be checked as its contract says.

    `table` numbers its rows as the sheet does, or from 1 on where one row of the sheet gives several; then `origin`
    says for each the row and the column's letter it came from. `doubts` are (row, column, rule, remedy) of rows that
    count but should be looked at; `remedies` say for a fault of a cell its rule and how to mend it.
    """

    grid: Grid
    table: Table
    mapping: Mapping
    contract: Contract
    found_by: dict[str, str]
    remedies: dict[str, tuple[str, str]]
    origin: list[tuple[int, str | None]] | None = None
    doubts: list[tuple[int, str, str, str]] = field(default_factory=list)


@dataclass
class Making:
    """Everything that is needed while the rows of one sheet are made."""

    profile: Profile
    found: Found
    contract: Contract
    grid: Grid
    table: Table
    headings: list[Heading]
    facts: dict[str, date]
    readers: dict[str, Reader]
    spread: SpreadReader | None
    names: list[str]
    keys: dict[str, dict[str, list[tuple[Any, ...]]]] = field(default_factory=dict)

    @property
    def is_spread(self) -> bool:
        return self.spread is not None or any(source.split for source in self.profile.sources)


def derive(file: str, grid: Grid, found: Found, contract: Contract) -> Derived:
    """The rows that the profile makes of this sheet; raises Refused in a sentence where it cannot."""
    profile, where = found.profile, f"{file}, sheet {grid.name}"
    if profile.refuses is not None:
        raise Refused(f"{where}: {profile.refuses.rstrip('.')}.")
    recognise.refuse_twins(where, grid, found)
    making = _prepare(where, grid, found, contract)
    derived = _derived(making)
    lines = list(_lines(making))
    numbers = [number for number, _, _ in lines]
    if making.is_spread:
        derived.origin = [(number, None if place is None else column_letter(place)) for number, place, _ in lines]
        numbers = list(range(1, len(lines) + 1))
    places = {name: place for place, name in enumerate(making.names)}
    for number, (_, _, line) in zip(numbers, lines, strict=True):
        derived.table.numbers.append(number)
        derived.table.rows.append([line[name].value if name in line else None for name in making.names])
        for name, cell in line.items():
            if cell.fault is not None:
                derived.grid.faults[(number, places[name])] = cell.fault
            if cell.is_outside and profile.unpivot and profile.unpivot.outside:
                derived.doubts.append((number, name, OUTSIDE, profile.unpivot.outside))
    derived.table.said = wording.said(making, derived)
    return derived


def _prepare(where: str, grid: Grid, found: Found, contract: Contract) -> Making:
    profile = found.profile
    table = cut(grid, found.header)
    _pass_over(table, profile)
    for source in profile.sources:
        column = contract.by_name[source.column]
        if source.headings and column.required and recognise.place_of(found.places, source.headings) is None:
            raise Refused(
                f"{where}, row {found.header + 1}: the profile {profile.name} needs the column {source.headings[0]}, "
                "which is not there; add it to the export."
            )
    facts = {}
    for name, wanted in profile.facts:
        facts[name], row = title.fact(where, grid, found.header, name, wanted)
        table.said.append(f"the {name} {facts[name]:%d/%m/%Y} was taken from row {row}")
    columns = headings.read(where, grid, found, facts, table)
    readers = {
        source.column: Reader(source, contract.by_name[source.column], grid.is_serial_1904)
        for source in profile.sources
    }
    spread = SpreadReader(profile.unpivot, grid.is_serial_1904) if profile.unpivot else None
    # A column of the profile that this sheet does not have is as if the layout did not have it.
    names = [
        source.column
        for source in profile.sources
        if not (source.headings or source.found_by == RESIDENCE)
        or recognise.place_of(found.places, source.headings) is not None
    ]
    for word in profile.unpivot.words if profile.unpivot else ():
        names += [name for name, _ in word.columns if name not in names]
    return Making(profile, found, contract, grid, table, columns, facts, readers, spread, names)


def _pass_over(table: Table, profile: Profile) -> None:
    """Rows that begin with one of the profile's words for what is no record are left out, and said."""
    words = tuple(normal(word) for word in profile.not_rows)
    if not words:
        return
    kept: list[tuple[int, list[Any]]] = []
    left: list[tuple[int, list[Any]]] = []
    for number, row in zip(table.numbers, table.rows, strict=True):
        first = normal(next((cell for cell in row if not is_blank(cell)), ""))
        is_record = not any(first == word or first.startswith(f"{word}_") for word in words)
        (kept if is_record else left).append((number, row))
    if left:
        listed = ", ".join(str(number) for number, _ in left[:5]) + (" and more" if len(left) > 5 else "")
        table.said.append(f"row {listed} begins with {' or '.join(profile.not_rows)} and is no record")
        table.numbers, table.rows = [number for number, _ in kept], [row for _, row in kept]


def _derived(making: Making) -> Derived:
    """No rows yet; the contract is that of the dataset, but for the columns that are found in another way."""
    profile, grid, table = making.profile, making.grid, making.table

    def adapted(column: Column) -> Column:
        found_by = profile.found.get(column.name)
        if found_by is None:
            return column
        if found_by == RESIDENCE:
            return dataclasses.replace(column, required=False, references=None)
        return dataclasses.replace(column, references=found_by, pattern=None)

    contract = dataclasses.replace(making.contract, columns=tuple(map(adapted, making.contract.columns)))
    columns = tuple(enumerate(making.names))
    mapping = Mapping(
        grid.name, contract.name, making.found.header + 1, columns, profile.sha256, making.found.was_asked
    )
    return Derived(
        Grid(grid.name, [], grid.is_hidden, {}, grid.is_serial_1904),
        Table(table.header_row, making.names, [], [], table.exported_at),
        mapping, contract, profile.found, wording.remedies(profile),
    )  # fmt: skip


def _lines(making: Making) -> Iterator[tuple[int, int | None, dict[str, Cell]]]:
    """Every row made: the number of the sheet's row, the place of the cell it was made from, its cells by column."""
    for number, row in zip(making.table.numbers, making.table.rows, strict=True):
        fixed = {source.column: _fixed(making, source, number, row) for source in making.profile.sources}
        chosen = {name: parts for name, parts in fixed.items() if parts}
        for combined in itertools.product(*chosen.values()):
            whole = dict(zip(chosen, combined, strict=True))
            if making.spread is None:
                place = next((p for name, p in _split_places(making) if len(chosen.get(name, ())) > 1), None)
                yield number, place, _keyed(making, whole, None, 1)
                continue
            for heading in making.headings:
                cell = row[heading.place] if heading.place < len(row) else None
                month = heading.day if making.profile.unpivot and making.profile.unpivot.columns == "months" else None
                fault = making.grid.faults.get((number, heading.place))
                made = [Cell(cell, fault)] if fault else making.spread.read(cell, month)
                for nth, one in enumerate(made, start=1):
                    yield number, heading.place, _keyed(making, _spread_line(making, whole, heading, one), heading, nth)


def _split_places(making: Making) -> list[tuple[str, int | None]]:
    return [
        (source.column, recognise.place_of(making.found.places, source.headings))
        for source in making.profile.sources
        if source.split
    ]


def _fixed(making: Making, source: Source, number: int, row: list[Any]) -> tuple[Cell, ...]:
    """What one column of the dataset is in all rows made of this one; nothing where the cell made into rows decides."""
    if source.constant is not None:
        return (Cell(source.constant),)
    if source.taken is not None and source.taken.startswith("fact."):
        return (Cell(making.facts[source.taken.removeprefix("fact.")]),)
    if not source.headings:
        return ()
    place = recognise.place_of(making.found.places, source.headings)
    if place is None:
        return ()
    fault = making.grid.faults.get((number, place))
    return (
        (Cell(None, fault),) if fault else making.readers[source.column].read(row[place] if place < len(row) else None)
    )


def _spread_line(making: Making, whole: dict[str, Cell], heading: Heading, one: Cell) -> dict[str, Cell]:
    line = dict(whole)
    for source in making.profile.sources:
        if source.taken == "heading":
            line[source.column] = Cell(heading.says)
        elif source.taken == "heading.date":
            line[source.column] = Cell(heading.day)
        elif source.taken == "cell":
            read = one if one.fault else making.readers[source.column].read(one.value)[0]
            line[source.column] = dataclasses.replace(read, is_outside=True) if one.is_outside else read
    line.update((name, Cell(value)) for name, value in one.columns)
    return line


def _keyed(making: Making, line: dict[str, Cell], heading: Heading | None, nth: int) -> dict[str, Cell]:
    """The line with the columns that are made from others; a second, different one of a key is numbered if so said."""
    for source in making.profile.sources:
        if not source.made_from:
            continue
        parts = []
        for part in source.made_from:
            if part == "heading":
                parts.append(heading.says if heading else "")
            elif part == "number":
                parts.append(str(nth))
            else:
                parts.append(_canonical(line.get(part), making.contract.by_name[part], making.grid.is_serial_1904))
        key = "-".join([source.prefix, *parts] if source.prefix else parts)
        if source.is_numbered:
            content = tuple(
                _canonical(line.get(c.name), c, making.grid.is_serial_1904) for c in making.contract.columns
            )
            seen = making.keys.setdefault(source.column, {}).setdefault(key, [])
            if content not in seen:
                seen.append(content)
            if seen.index(content):
                key = f"{key}-{seen.index(content) + 1}"
        line[source.column] = Cell(key)
    return line


def _canonical(cell: Cell | None, column: Column, is_1904: bool | None) -> str:
    """A value as it is stored, however it was written, so that a key is the same in every export."""
    if cell is None or is_blank(cell.value) or cell.fault:
        return ""
    found = values.reader_of(column)(cell.value, is_1904)
    if found is values.UNREADABLE or found is None:
        return ""
    if isinstance(found, values.Moment):
        return found.at.isoformat(timespec="minutes") if found.at else found.on.isoformat()
    return found.isoformat() if isinstance(found, date) else str(found)
