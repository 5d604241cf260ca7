"""Which dataset a sheet holds and which column is which, found by its headers."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

from data_contracts.contract import Column, Contract
from pipelines.reading.grid import Grid, Refused, column_letter
from pipelines.reading.layout import find_header, is_blank, normal


@dataclass(frozen=True)
class Mapping:
    """How one sheet is read: its dataset, header row (as a person counts) and the contract column of each place.

    `profile` is the hash of the mapping profile it is read through, if any; the places are then those that it makes.
    """

    sheet: str
    dataset: str
    header_row: int
    columns: tuple[tuple[int, str], ...]
    profile: str | None = None
    was_asked: bool = False

    def as_data(self) -> dict[str, object]:
        said: dict[str, object] = {
            "sheet": self.sheet,
            "dataset": self.dataset,
            "header_row": self.header_row,
            "columns": [[place, name] for place, name in self.columns],
        }
        return said | ({"profile": self.profile, "was_asked": self.was_asked} if self.profile else {})

    @staticmethod
    def from_data(data: dict) -> Mapping:
        columns = tuple((place, name) for place, name in data["columns"])
        return Mapping(
            data["sheet"],
            data["dataset"],
            data["header_row"],
            columns,
            data.get("profile"),
            data.get("was_asked", False),
        )


def _names(contract: Contract) -> dict[str, str]:
    """Each header that a column goes by, normalised: its name, its label, its synonyms; the name itself wins."""
    found: dict[str, str] = {}
    for column in contract.columns:
        for synonym in (*column.synonyms, column.label):
            found.setdefault(normal(synonym), column.name)
    return found | {column.name: column.name for column in contract.columns}


def _key_known(contract: Contract, columns: set[str]) -> bool:
    return all(column.name in columns for column in contract.key if column.required)


def _fit(contract: Contract, headers: list[str]) -> float:
    """How well headers fit a dataset by themselves, 0 to 1; 0 where the key is missing or most of it is foreign."""
    names = _names(contract)
    found = {names[header] for header in headers if header in names}
    required = {column.name for column in contract.required}
    filled = [header for header in headers if header]
    if not filled or not _key_known(contract, found):
        return 0.0
    if len(found & required) * 2 <= len(required) or len(found) * 2 < len(filled):
        return 0.0
    return (len(found & required) / len(required) + len(found) / len(filled)) / 2


def _share(contract: Contract, headers: list[str]) -> float:
    """Which part of the headers is known to a dataset that is already settled."""
    names = _names(contract)
    return len({names[header] for header in headers if header in names}) / max(len(contract.columns), 1)


def _hinted(file: str, sheet: str, contracts: dict[str, Contract]) -> str | None:
    """The dataset that the sheet, or else the file, is named after."""
    for name in (sheet, PurePath(file).stem):
        if normal(name) in contracts:
            return normal(name)
    return None


def map_sheet(file: str, grid: Grid, contracts: dict[str, Contract], dataset: str | None) -> Mapping:
    """How to read this sheet; raises Refused, in a sentence, where its dataset or a required column is not found.

    `dataset` settles what it holds; else a sheet or file named as a dataset does; else its headers.
    """
    where = f"{file}, sheet {grid.name}"
    settled = dataset or _hinted(file, grid.name, contracts)
    if settled is not None:
        wanted = contracts[settled]
        header = find_header(grid, lambda names: _share(wanted, names))
        if header is None:
            raise Refused(
                f"{where}: no row has the headers of {settled}; row 1 should name its columns "
                f"({_listed(wanted.required)} are required)."
            )
    else:
        settled, header = _recognised(where, file, grid, contracts)
    return _mapping(where, grid, contracts[settled], header)


def _recognised(where: str, file: str, grid: Grid, contracts: dict[str, Contract]) -> tuple[str, int]:
    best: tuple[float, str, int] | None = None
    for contract in contracts.values():
        header = find_header(grid, functools.partial(_fit, contract))
        if header is not None:
            fit = _fit(contract, [normal(cell) for cell in grid.rows[header]])
            if best is None or fit > best[0]:
                best = (fit, contract.name, header)
    if best is None:
        raise Refused(
            f"{where}: '{PurePath(file).stem}' is not a dataset that is accepted, and no row has the headers of one "
            f"(accepted: {', '.join(sorted(contracts))}); name the dataset with --dataset, or use its template."
        )
    return best[1], best[2]


def _listed(columns: tuple[Column, ...] | list[Column]) -> str:
    return ", ".join(column.name for column in columns)


def _mapping(where: str, grid: Grid, contract: Contract, header: int) -> Mapping:
    names = _names(contract)
    headers = [normal(cell) for cell in grid.rows[header]]
    places = [(place, names[name]) for place, name in enumerate(headers) if name in names]
    for name, times in Counter(name for _, name in places).items():
        if times > 1:
            letters = " and ".join(column_letter(place) for place, found in places if found == name)
            raise Refused(
                f"{where}, row {header + 1}: columns {letters} are both headed {name}; delete or rename one of them."
            )
    missing = [column for column in contract.required if column.name not in {name for _, name in places}]
    if missing:
        raise Refused(
            f"{where}, row {header + 1}: {contract.name} needs "
            f"{'the column' if len(missing) == 1 else 'the columns'} {_listed(missing)}, which "
            f"{'is' if len(missing) == 1 else 'are'} not there; add {'it' if len(missing) == 1 else 'them'} to the "
            "export."
        )
    return Mapping(grid.name, contract.name, header + 1, tuple(places))


def left_out(grid: Grid, mapping: Mapping) -> list[str]:
    """The letters of the columns with a header that the contract does not ask for, which are not loaded."""
    used = {place for place, _ in mapping.columns}
    header = grid.rows[mapping.header_row - 1]
    return [column_letter(place) for place, cell in enumerate(header) if place not in used and not is_blank(cell)]
