"""Files whose rows are sound but stand in a sheet laid out or encoded in an odd way."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sample_data.dirty_tools import (
    INCIDENTS,
    MISSING,
    SUPERVISION,
    Cells,
    DirtyFile,
    Formula,
    change_sheets,
    episode,
    incident,
    supervision,
    write_book,
    write_csv,
)


def title_and_totals(path: Path) -> None:
    """Lines above the heading, a total and a footer below the rows."""
    rows = [incident(90100 + day, datetime(2026, 2, day, 18, 40)) for day in range(1, 7)]
    above = [["Rowan Lodge: incident log"], ["Report run on 03/11/2026 14:02"], []]
    below: Cells = [[], ["Total", None, None, 6], ["Printed from the recording system. Page 1 of 1"]]
    write_book(path, {"Incident log": [*above, INCIDENTS, *rows, *below]})


def two_row_header(path: Path) -> None:
    """A heading over two rows, the upper cell standing for several columns as merged cells do."""
    upper = ["Episode", "Young person", "Home", "Missing", None, None]
    lower = ["Ref", "ID", "Code", "Type", "From", "End"]
    rows = [episode(90200 + day, datetime(2026, 3, day, 21, 5), datetime(2026, 3, day, 23, 50)) for day in (3, 9, 12)]
    write_book(path, {"Missing": [upper, lower, *rows]})


def repeated_header(path: Path) -> None:
    """The heading again where a printed page began, and blank rows."""
    rows = [supervision(90300 + month, date(2026, month, 12)) for month in range(1, 7)]
    write_book(path, {"supervision": [SUPERVISION, *rows[:3], [], [], SUPERVISION, *rows[3:], [], []]})


def sheet_a_home(path: Path) -> None:
    """The rows of each home on a sheet of its own."""
    left, returned = datetime(2026, 8, 4, 20, 15), datetime(2026, 8, 4, 23, 55)
    first = episode(90401, left, returned, child_id="C0011", home_id="H01")
    second = episode(90402, left, returned)
    write_book(path, {"Birch House": [MISSING, first], "Rowan Lodge": [MISSING, second]})


def hidden_sheet(path: Path) -> None:
    """A cover sheet to be seen and a hidden sheet with the data."""
    rows = [incident(90500 + day, datetime(2026, 4, day, 19, 25)) for day in (2, 8, 21)]
    cover = [["Incidents, Rowan Lodge"], ["April 2026"]]
    write_book(path, {"Cover": cover, "incidents": [INCIDENTS, *rows]}, hidden=["incidents"])


def windows_1252(path: Path) -> None:
    """Accents and a curly apostrophe in the old Windows encoding."""
    rows = [
        ("child_id", "given_name", "family_name", "date_of_birth", "sex"),
        ("C9001", "Chloé", "O’Dowd", "14/05/2011", "F"),
        ("C9002", "Zoë", "Lindqvist", "02/09/2012", "F"),
    ]
    write_csv(path, rows, encoding="cp1252")


def semicolons(path: Path) -> None:
    """Columns parted by semicolons, and lists that hold semicolons in quotation marks."""
    rows = [incident(90601, "05/02/2026 17:35", "C0016;C0019"), incident(90602, "06/02/2026 17:35")]
    write_csv(path, [INCIDENTS, *rows], delimiter=";")


def utf_16(path: Path) -> None:
    """UTF-16 with a byte order mark, parted by tabs, as Unicode text is saved from a spreadsheet."""
    rows = [episode(90701, "11/02/2026 20:00", "12/02/2026 01:30"), episode(90702, "19/02/2026 20:00", "")]
    text = "\r\n".join("\t".join(row) for row in [MISSING, *rows[:1], [*rows[1][:5], "20/02/2026 07:10"]])
    path.write_bytes(b"\xff\xfe" + (text + "\r\n").encode("utf-16-le"))


def stray_spaces(path: Path) -> None:
    """No-break spaces and blanks around headings and values."""
    heading = [f"{name} " if place % 2 else f"\u00a0{name}" for place, name in enumerate(INCIDENTS)]
    row = incident(90801, "07/02/2026\u00a016:20 ", " C0019\u00a0", home_id="H02 ", kind="\u00a0damage ")
    write_csv(path, [heading, row])


def excel_serials(path: Path) -> None:
    """Days counted by the spreadsheet stand as bare numbers: 46054.9375 is 1 February 2026 22:30."""
    rows = [
        episode(90901, 46054.9375, 46055.0625),
        episode(90902, 46061.875, 46061.9375),
        episode(90903, 46070.5, 46070.75),
    ]
    write_book(path, {"missing_episodes": [MISSING, *rows]})


def excel_serials_csv(path: Path) -> None:
    """The same in text: 46054 is 1 February 2026."""
    rows = [supervision(91000, "46054"), supervision(91001, "46082")]
    write_csv(path, [SUPERVISION, *rows])


def system_1904(path: Path) -> None:
    """Days counted from 1904, as old workbooks from a Mac do; the cells show February 2026."""
    rows = [episode(91101, datetime(2026, 2, 14, 21, 0), datetime(2026, 2, 15, 2, 0))]
    rows.append(episode(91102, datetime(2026, 2, 23, 21, 0), datetime(2026, 2, 23, 22, 0)))
    write_book(path, {"missing_episodes": [MISSING, *rows]}, date_1904=True)


def error_cells(path: Path) -> None:
    """Cells in which the spreadsheet shows an error."""
    rows = [supervision(91200 + month, date(2026, month, 16)) for month in range(1, 5)]
    rows[1][3] = Formula("=1/0", "#DIV/0!")
    rows[2][5] = Formula("=NA()", "#N/A")
    write_book(path, {"supervision": [SUPERVISION, *rows]})


def formula_without_value(path: Path) -> None:
    """Formulas whose value was never stored, as programs that do not calculate write them."""
    rows = [incident(91300 + day, datetime(2026, 5, day, 18, 10)) for day in range(1, 5)]
    rows[1][3] = Formula("=DATE(2026,5,2)+TIME(18,10,0)", "0")
    write_book(path, {"incidents": [INCIDENTS, *rows]})
    change_sheets(path, lambda sheet: sheet.replace(b"</f><v>0</v>", b"</f>"))


FILES = (
    DirtyFile(
        "incidents_title_and_totals.xlsx",
        'Title, "Report run on 03/11/2026 14:02", total and footer around the rows',
        "Six rows load; the lines around them are left out and named, and the export is dated by its title",
        title_and_totals,
    ),
    DirtyFile(
        "missing_two_row_header.xlsx",
        "Heading over two rows with merged upper cells, columns in a system's own words",
        "Refused: headings over two rows are not read yet; no row has the headings of a dataset",
        two_row_header,
    ),
    DirtyFile(
        "supervision_repeated_header.xlsx",
        "Heading repeated in the middle, blank rows",
        "Six rows load; the second heading is no row and is named",
        repeated_header,
    ),
    DirtyFile(
        "missing_sheet_a_home.xlsx",
        "One sheet a home",
        "Both sheets are read, each with a receipt; two rows load",
        sheet_a_home,
    ),
    DirtyFile(
        "incidents_hidden_sheet.xlsx",
        "The rows stand on a hidden sheet behind a cover sheet",
        "Three rows load and it is said that the sheet is hidden; the cover sheet is left out and named",
        hidden_sheet,
    ),
    DirtyFile(
        "children_windows_1252.csv",
        "Windows-1252: accents and a curly apostrophe",
        "Two rows load with O’Dowd, Chloé and Zoë intact",
        windows_1252,
    ),
    DirtyFile(
        "incidents_semicolons.csv",
        "Parted by semicolons, a list with a semicolon in quotation marks",
        "Two rows load; the first has two children",
        semicolons,
    ),
    DirtyFile("missing_utf16.csv", "UTF-16 with tabs", "Two rows load", utf_16),
    DirtyFile(
        "incidents_stray_spaces.csv",
        "No-break spaces and trailing spaces in headings and values",
        "One row loads with clean values",
        stray_spaces,
    ),
    DirtyFile(
        "missing_excel_serials.xlsx",
        "Excel serial numbers in datetime columns",
        "Three rows load, the first from 1 February 2026 22:30 to 2 February 01:30",
        excel_serials,
    ),
    DirtyFile(
        "supervision_excel_serials.csv",
        "Excel serial numbers as text in date columns",
        "Both rows are quarantined: serial numbers count only in workbooks",
        excel_serials_csv,
    ),
    DirtyFile(
        "missing_1904.xlsx",
        "Workbook counts days from 1904",
        "Two rows load, from 14 and 23 February 2026, not four years earlier",
        system_1904,
    ),
    DirtyFile(
        "supervision_error_cells.xlsx",
        "#DIV/0! in held_on and #N/A in record_signed_on",
        "Two rows load, two are quarantined naming row and column; no error becomes a blank",
        error_cells,
    ),
    DirtyFile(
        "incidents_formula_without_value.xlsx",
        "A formula with no stored value in occurred_at",
        "Three rows load, one is quarantined: open the file in Excel, save it and send it again",
        formula_without_value,
    ),
)
