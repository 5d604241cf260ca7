"""Writes the blank workbook that a home fills in: one sheet a dataset, with the contract's own checks in the cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data_contracts.contract import Column, Contract
from data_contracts.wording import TYPE_WORDS, number_words, range_words, sentence

FIRST_ROW, LAST_ROW = 2, 2000
LONGEST_LIST = 255  # Excel refuses a longer list written inside a cell's validation.
LISTS = "Lists"
HELP = "How to fill this in"
REQUIRED = PatternFill("solid", start_color="FFF2CC")
OPTIONAL = PatternFill("solid", start_color="E7EEF7")
FORMATS = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm", "int": "0", "number": "General"}
TEXT = "@"  # As text, an id keeps its leading zeros and a mark such as / is not taken for a date.


def _comment(column: Column) -> Comment:
    lines = [column.label, sentence(column.description), f"Type: {TYPE_WORDS[column.type]}."]
    lines.append("Required." if column.required else "May be left blank.")
    if column.allowed is not None:
        lines.append(f"Allowed: {', '.join(column.allowed)}.")
    if range_words(column):
        lines.append(f"Allowed: {range_words(column)}.")
    if column.example is not None:
        lines.append(f"Example: {column.example}")
    if column.why:
        lines.append(f"Why: {column.why}")
    return Comment("\n".join(lines), "Hearth", width=360, height=40 + 18 * sum(1 + len(line) // 55 for line in lines))


def _list_source(column: Column, values: tuple[str, ...], book: Workbook, dataset: str) -> str:
    """The list as Excel writes it in a validation, or the cells of the Lists sheet where it would be too long."""
    text = ",".join(values)
    if len(text) <= LONGEST_LIST and not any("," in value or '"' in value for value in values):
        return f'"{text}"'
    sheet = book[LISTS] if LISTS in book.sheetnames else book.create_sheet(LISTS)
    place = 1 if sheet["A1"].value is None else sheet.max_column + 1
    for row, value in enumerate((f"{dataset}.{column.name}", *values), start=1):
        cell = sheet.cell(row=row, column=place, value=value)
        cell.number_format = TEXT
    sheet.cell(row=1, column=place).font = Font(bold=True)
    letter = get_column_letter(place)
    sheet.column_dimensions[letter].width = 4 + max(len(value) for value in (*values, f"{dataset}.{column.name}"))
    return f"{LISTS}!${letter}$2:${letter}${len(values) + 1}"


def _number_check(column: Column) -> DataValidation:
    kind: Literal["whole", "decimal"] = "whole" if column.type == "int" else "decimal"
    low, high = column.minimum, column.maximum
    if column.above is not None:
        return DataValidation(kind, operator="greaterThan", formula1=number_words(column.above))
    if low is not None and high is not None:
        return DataValidation(kind, operator="between", formula1=number_words(low), formula2=number_words(high))
    if low is not None:
        return DataValidation(kind, operator="greaterThanOrEqual", formula1=number_words(low))
    if high is not None:
        return DataValidation(kind, operator="lessThanOrEqual", formula1=number_words(high))
    return DataValidation(kind, operator="between", formula1="-999999999", formula2="999999999")


def _check(column: Column, book: Workbook, dataset: str) -> DataValidation | None:
    if column.allowed is not None:
        check = DataValidation("list", formula1=_list_source(column, column.allowed, book, dataset))
        check.error = "Choose one of the values in the list."
    elif column.type == "yes/no":
        check = DataValidation("list", formula1='"yes,no"')
        check.error = "Choose yes or no, or leave the cell blank if it is not known."
    elif column.type in ("date", "datetime"):
        check = DataValidation("date", operator="greaterThanOrEqual", formula1="1")
        check.error = f"Write {TYPE_WORDS[column.type]}."
    elif column.type in ("int", "number"):
        check = _number_check(column)
        check.error = sentence(f"write {TYPE_WORDS[column.type]} {range_words(column)}")
    else:
        return None
    check.allow_blank = True
    check.showErrorMessage = True
    check.errorTitle = column.label[:32]
    return check


def _fill_sheet(sheet: Worksheet, contract: Contract, book: Workbook) -> None:
    for place, column in enumerate(contract.columns, start=1):
        letter = get_column_letter(place)
        head = sheet.cell(row=1, column=place, value=column.name)
        head.font = Font(bold=True)
        head.fill = REQUIRED if column.required else OPTIONAL
        head.comment = _comment(column)
        # A format on the whole column leaves the sheet empty, where one on each cell would make 2,000 blank rows.
        sheet.column_dimensions[letter].number_format = FORMATS.get(column.type, TEXT)
        sheet.column_dimensions[letter].width = max(12, len(column.name) + 3, 18 if column.type == "datetime" else 0)
        check = _check(column, book, contract.name)
        if check is not None:
            check.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
            sheet.add_data_validation(check)
    sheet.freeze_panes = "A2"


def _help_lines(contracts: Sequence[Contract]) -> list[tuple[str, str]]:
    lines = [
        ("How to fill this in", ""),
        ("Sheets", "Each sheet takes one kind of record. Fill in those you have and leave the others as they are."),
        ("First row", "Leave the first row as it is: the sheets are recognised by it. Start in the second row."),
        ("Yellow headings", "These columns are required. A row with one of them blank is set aside."),
        ("Blue headings", "These may be left blank. Blank means not known; it does not mean no."),
        ("Notes on headings", "Rest the pointer on a heading to read what the column holds and why it is asked for."),
        ("Drop-down lists", "Where a cell offers a list, choose from it."),
        ("Dates", "Write 2025-04-01 or 01/04/2025; the day comes before the month."),
        ("Times", "Write 2025-04-01 21:30, as the clock on the wall said. A date alone will do if no time is known."),
        ("Several people", "Where a column takes a list, separate the references by semicolons: C00001;C00002."),
        ("References", "Use one reference for a child, home or member of staff in every sheet; never a name."),
        ("Corrections", "Send the row again with the same reference. The whole row is replaced, blanks too."),
        ("", ""),
        ("Sheet", "What it takes"),
    ]
    return lines + [(contract.name, f"{contract.purpose} {contract.usage}") for contract in contracts]


def _write_help(book: Workbook, contracts: Sequence[Contract]) -> None:
    sheet = book.create_sheet(HELP)
    for row, (heading, text) in enumerate(_help_lines(contracts), start=1):
        sheet.cell(row=row, column=1, value=heading or None).font = Font(bold=True)
        cell = sheet.cell(row=row, column=2, value=text or None)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row=row, column=1).alignment = Alignment(vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 100


def write_template(contracts: Sequence[Contract], path: Path) -> None:
    """Leaves at the path a blank workbook with one sheet a contract, its lists where needed, and how to fill it in."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = [(book.create_sheet(contract.name), contract) for contract in contracts]
    for sheet, contract in sheets:
        _fill_sheet(sheet, contract, book)
    _write_help(book, contracts)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
