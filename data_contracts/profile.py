"""Reads a mapping profile: how a sheet in another system's layout becomes rows of one of our datasets.

A profile is a YAML file that people edit; `docs/profiles.md` explains every word of it. Whatever is not known, or
cannot be meant, is refused with the file, the place and what may stand there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data_contracts.contract import ContractError

SPREADS = ("sessions", "months", "listed")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STYLE = re.compile(r"(yyyy|yy|mmmm|mmm|mm|dd|hh:mm)")


class ProfileError(ContractError):
    """A profile cannot be used; the message names the file, the place in it and what to change."""


@dataclass(frozen=True)
class Fact:
    """Something that stands once on a sheet, above its header: a date or a month, after one of these words."""

    reads: str
    after: tuple[str, ...]
    dates: tuple[str, ...]
    falls_on: str | None = None


@dataclass(frozen=True)
class Word:
    """What a word in an unpivoted cell means: nothing, a row with these columns, or a cell to be mended."""

    says: tuple[str, ...]
    gives: str
    columns: tuple[tuple[str, str], ...] = ()
    remedy: str = ""


@dataclass(frozen=True)
class Unpivot:
    """Which columns of the sheet become rows, and how their headings and cells are read."""

    columns: str
    listed: tuple[tuple[str, tuple[str, ...]], ...]
    fewest: int
    cells: str
    dates: tuple[str, ...]
    is_blank_a_row: bool
    words: tuple[Word, ...]
    outside: str


@dataclass(frozen=True)
class Source:
    """Where one column of the dataset comes from: just one of headings, constant, taken and made_from is filled."""

    column: str
    headings: tuple[str, ...] = ()
    constant: str | None = None
    taken: str | None = None
    made_from: tuple[str, ...] = ()
    prefix: str = ""
    is_numbered: bool = False
    values: tuple[tuple[str, str], ...] = ()
    dates: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    found_by: str | None = None
    pattern: str | None = None
    remedy: str = ""


@dataclass(frozen=True)
class Profile:
    """One foreign layout: how it is known, and how each of its sheets becomes rows of a dataset.

    `headings` are those that must all be there, each under one of several names; where `refuses` is filled, a sheet of
    this layout is refused with that sentence.
    """

    name: str
    version: str
    dataset: str
    title: str
    about: str
    headings: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    sheets: tuple[str, ...]
    passed_over: tuple[str, ...]
    not_rows: tuple[str, ...]
    facts: tuple[tuple[str, Fact], ...]
    unpivot: Unpivot | None
    sources: tuple[Source, ...]
    refuses: str | None
    text: str
    sha256: str

    def source(self, column: str) -> Source | None:
        return next((source for source in self.sources if source.column == column), None)

    @property
    def found(self) -> dict[str, str]:
        """The columns that are looked up in the warehouse, and by what: `residence` or another dataset's column."""
        return {source.column: source.found_by for source in self.sources if source.found_by}
