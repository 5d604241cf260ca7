"""What every reader gives: a sheet as rows of cells, with what is wrong with single cells beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class Refused(Exception):
    """A file or sheet cannot be taken; the message says which, why, and how to mend it, and holds no value from it."""


@dataclass
class Grid:
    """One sheet: `rows[0]` is row 1 as a person sees it. Cells are text, numbers, yes/no, dates, times or blank ("").

    `faults` names cells by (row number, column index) that hold no usable value: `error` or `formula`.
    `is_serial_1904` says that bare numbers in date columns count from 1904; None where the file knows no serials.
    """

    name: str
    rows: list[list[Any]]
    is_hidden: bool = False
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    is_serial_1904: bool | None = None


def column_letter(index: int) -> str:
    """The letter over a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
