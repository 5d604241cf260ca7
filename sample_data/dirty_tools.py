"""Writes files that are wrong on purpose, byte for byte the same each time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from sample_data.writing import MADE_ON

Cells = Sequence[Sequence[Any]]
ZIP_TIME = (1980, 1, 1, 0, 0, 0)

INCIDENTS = ("incident_id", "home_id", "kind", "occurred_at", "child_ids", "staff_ids", "record_completed_at")
MISSING = ("episode_id", "child_id", "home_id", "kind", "missing_from_at", "returned_at")
SUPERVISION = ("supervision_id", "staff_id", "supervisor_id", "held_on", "kind", "record_signed_on", "status")
STAYS = ("stay_id", "child_id", "home_id", "admitted_on", "discharged_on", "stay_type")


@dataclass(frozen=True)
class DirtyFile:
    """A file that is wrong on purpose: what is wrong with it, what must happen, and the function that writes it."""

    name: str
    wrong: str
    must: str
    write: Callable[[Path], None]


@dataclass(frozen=True)
class Formula:
    """A cell that holds a formula and the value it last had; an empty value stands for none stored."""

    text: str
    value: str = ""


def incident(number: int, occurred_at: Any, children: str = "C0019", **changes: Any) -> list[Any]:
    """One plain incident in the short layout, with some of its values changed."""
    row = dict(zip(INCIDENTS, (f"I{number}", "H02", "incident", occurred_at, children, "S0023", None), strict=True))
    return list({**row, **changes}.values())


def episode(number: int, missing_from: Any, returned: Any, **changes: Any) -> list[Any]:
    """One plain missing episode in the short layout, with some of its values changed."""
    row = dict(zip(MISSING, (f"M{number}", "C0019", "H02", "M", missing_from, returned), strict=True))
    return list({**row, **changes}.values())


def supervision(number: int, held_on: Any, **changes: Any) -> list[Any]:
    """One plain supervision in the short layout, with some of its values changed."""
    values = (f"SV{number}", "S0010", "S0002", held_on, "one_to_one", held_on, "held")
    return list({**dict(zip(SUPERVISION, values, strict=True)), **changes}.values())


def stay(number: int, admitted_on: Any, discharged_on: Any, **changes: Any) -> list[Any]:
    """One plain stay in the short layout, with some of its values changed."""
    row = dict(zip(STAYS, (f"ST{number}", "C0019", "H02", admitted_on, discharged_on, "emergency"), strict=True))
    return list({**row, **changes}.values())


def text_of(rows: Iterable[Sequence[Any]], delimiter: str = ",", line_end: str = "\r\n") -> str:
    """The rows as a spreadsheet would save them as separated text."""
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return held.getvalue()


def write_csv(path: Path, rows: Iterable[Sequence[Any]], delimiter: str = ",", encoding: str = "utf-8") -> None:
    """The file holds the rows in this encoding."""
    path.write_bytes(text_of(rows, delimiter).encode(encoding))


def write_book(path: Path, sheets: dict[str, Cells], hidden: Sequence[str] = (), date_1904: bool = False) -> None:
    """The workbook holds the sheets; dates are date cells, and hidden sheets are hidden."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "date_1904": date_1904})
    book.set_properties({"title": "Export", "author": "", "created": MADE_ON})
    formats: dict[type, Any] = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: book.add_format({"num_format": 22}),
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for at_row, row in enumerate(rows):
            for at_column, value in enumerate(row):
                _write_cell(sheet, at_row, at_column, value, formats)
    book.close()


def _write_cell(sheet: Any, row: int, column: int, value: Any, formats: dict[type, Any]) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, value.value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats[type(value)])
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


def change_sheets(path: Path, change: Callable[[bytes], bytes]) -> None:
    """The sheets inside the workbook are changed; everything else in it stays."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            is_sheet = name.startswith("xl/worksheets/sheet")
            part = zipfile.ZipInfo(name, ZIP_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, change(content) if is_sheet else content)
