"""Writes rows as the systems export them: a CSV a dataset, or workbooks with a sheet a dataset."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import xlsxwriter

from sample_data.layout import COLUMNS

WORKBOOKS = {
    **dict.fromkeys(("home_capacity", "finance", "posts", "inspections", "home_checks", "meetings"), "homes"),
    **dict.fromkeys(("qa_activities", "actions"), "homes"),
    **dict.fromkeys(("placements", "schooling", "child_reviews", "health_appointments"), "children"),
    **dict.fromkeys(("exploitation_concerns", "surveys", "feedback", "activities", "journeys"), "children"),
    **dict.fromkeys(("staff_absence", "training", "staff_milestones"), "staff"),
    **dict.fromkeys(("sanctions", "strategy_meetings"), "incidents"),
}
SHEET_ROWS = 1_048_576
Kind = type[BaseException] | None
MADE_ON = datetime(2000, 1, 1)


class Writer(Protocol):
    """Somewhere to put the rows of several datasets."""

    paths: list[Path]

    def write(self, dataset: str, rows: Iterable[tuple[Any, ...]]) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: Kind, fault: BaseException | None, trace: TracebackType | None) -> None: ...


def _plain(value: Any) -> Any:
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else value


class CsvWriter:
    """A UTF-8 file a dataset, written as the rows come."""

    def __init__(self, folder: Path, datasets: Iterable[str]) -> None:
        self.paths = [folder / f"{dataset}.csv" for dataset in datasets]

    def __enter__(self) -> Self:
        self._files = {path.stem: path.open("w", encoding="utf-8", newline="") for path in self.paths}
        self._writers = {name: csv.writer(file, lineterminator="\n") for name, file in self._files.items()}
        for name, writer in self._writers.items():
            writer.writerow(COLUMNS[name])
        return self

    def write(self, dataset: str, rows: Iterable[tuple[Any, ...]]) -> None:
        if dataset == "attendance":
            self._writers[dataset].writerows(rows)
        else:
            self._writers[dataset].writerows([_plain(value) for value in row] for row in rows)

    def __exit__(self, kind: Kind, fault: BaseException | None, trace: TracebackType | None) -> None:
        for file in self._files.values():
            file.close()


class WorkbookWriter:
    """A workbook for each system that keeps records, with a sheet a dataset; dates are date cells."""

    def __init__(self, folder: Path, datasets: Iterable[str]) -> None:
        self._folder = folder
        self._home_of = {dataset: WORKBOOKS.get(dataset, dataset) for dataset in datasets}
        self.paths = [folder / f"{name}.xlsx" for name in dict.fromkeys(self._home_of.values())]

    def __enter__(self) -> Self:
        self._books = {path.stem: new_workbook(path) for path in self.paths}
        self._waiting: dict[str, list[tuple[Any, ...]]] = {dataset: [] for dataset in self._home_of}
        return self

    def write(self, dataset: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._waiting[dataset].extend(rows)

    def __exit__(self, kind: Kind, fault: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            for dataset, rows in self._waiting.items():
                write_sheet(self._books[self._home_of[dataset]], dataset, rows)
        for book in self._books.values():
            if not book.worksheets():
                book.add_worksheet()
            book.close()


def new_workbook(path: Path) -> xlsxwriter.Workbook:
    """An empty workbook with fixed properties, so that the same rows give the same bytes."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": "Export", "author": "", "created": MADE_ON})
    return book


def write_sheet(book: xlsxwriter.Workbook, dataset: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Adds the dataset's sheet with its heading and rows; raises ValueError when they do not fit on one sheet."""
    sheet = book.add_worksheet(dataset)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(COLUMNS[dataset]) - 1, 17)
    sheet.write_row(0, 0, COLUMNS[dataset], book.add_format({"bold": True}))
    for number, row in enumerate(rows, 1):
        if number >= SHEET_ROWS:
            raise ValueError(f"{dataset} has more rows than a sheet holds; write CSV instead.")
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif isinstance(value, date):
                sheet.write_datetime(number, column, value, moment if isinstance(value, datetime) else day)
            else:
                sheet.write_number(number, column, value)
