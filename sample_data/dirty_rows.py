"""Files that are laid out well but hold rows that cannot be true, or cannot be told apart."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from sample_data.dirty_tools import (
    INCIDENTS,
    MISSING,
    STAYS,
    SUPERVISION,
    DirtyFile,
    episode,
    incident,
    stay,
    supervision,
    write_book,
    write_csv,
)

SAME_MOMENT = ("01/02/2026 22.30", "01/02/2026 2230", "01/02/2026 10:30pm", "1 Feb 2026 22:30", "2026-02-01T22:30",
               "1 February 2026 10.30 PM", "01/02/26 22:30", "01-Feb-2026 22:30:00")  # fmt: skip
ODD_MARKS = ("/", "\\", "#", "-", "", "l", "L 12", "／", " I ", "Ω")


def text_dates(path: Path) -> None:
    """One moment in eight ways of writing it, and the midnight at the end of that day."""
    rows = [incident(92000 + number, text) for number, text in enumerate(SAME_MOMENT)]
    write_csv(path, [INCIDENTS, *rows, incident(92009, "01/02/2026 24:00")])


def words_for_dates(path: Path) -> None:
    """Words where the time of return should stand."""
    words = ("still missing", "TBC", "-", "N/A", "unknown", None)
    left = datetime(2026, 10, 30, 20, 45)
    homes = {"C0012": "H01", "C0013": "H01", "C0019": "H02", "C0021": "H02", "C0024": "H02", "C0025": "H02"}
    rows = [
        episode(92100 + number, left, word, child_id=child, home_id=homes[child])
        for number, (word, child) in enumerate(zip(words, homes, strict=True))
    ]
    write_book(path, {"missing_episodes": [MISSING, *rows]})


def unknown_home_and_child(path: Path) -> None:
    """A home and a child that nobody has sent."""
    rows = [
        episode(92201, "03/02/2026 20:00", "03/02/2026 22:00", home_id="H99"),
        episode(92202, "04/02/2026 20:00", "04/02/2026 22:00", child_id="C9999"),
        episode(92203, "05/02/2026 20:00", "05/02/2026 22:00"),
    ]
    write_csv(path, [MISSING, *rows])


def end_before_start(path: Path) -> None:
    """A stay that ended before it began."""
    rows = [stay(92301, "2024-05-20", "2024-05-12"), stay(92302, "2024-06-03", "2024-06-09")]
    write_csv(path, [STAYS, *rows])


def no_such_time(path: Path) -> None:
    """A time skipped when the clocks go forward, and one that comes twice when they go back."""
    rows = [
        incident(92401, "29/03/2026 01:30"),
        incident(92402, "29/03/2026 02:30"),
        incident(92403, "25/10/2026 01:30"),
    ]
    write_csv(path, [INCIDENTS, *rows])


def two_children_in_a_list(path: Path) -> None:
    """Two children in one cell, parted in the ways people part them."""
    ways = ("C0016;C0019", "C0016 & C0019", "C0016, C0019", "C0016 / C0019", "C0016\nC0019", "C0016 and C0019")
    write_csv(path, [INCIDENTS, *(incident(92500 + n, f"1{n}/02/2026 16:05", way) for n, way in enumerate(ways))])


def two_children_in_one_cell(path: Path) -> None:
    """Two children where one belongs."""
    both = episode(92601, "12/01/2026 21:00", "12/01/2026 23:00", child_id="C0016 & C0019")
    write_csv(path, [MISSING, both, episode(92602, "13/01/2026 21:00", "13/01/2026 23:00")])


def duplicates(path: Path) -> None:
    """One key with two different rows, and one with two equal rows."""
    rows = [supervision(number, "2026-05-12") for number in (92701, 92701, 92702, 92702, 92703)]
    rows[1][3] = rows[1][5] = "2026-05-19"
    write_csv(path, [SUPERVISION, *rows])


def more_than_half_fail(path: Path) -> None:
    """Fourteen of twenty-four rows have a kind that is none."""
    day = datetime(2026, 6, 7, 15, 30)
    kinds = ["see log" if number < 14 else "incident" for number in range(24)]
    rows = [incident(92800 + n, day + timedelta(days=n), kind=kind) for n, kind in enumerate(kinds)]
    write_csv(path, [INCIDENTS, *rows])


def odd_marks(path: Path) -> None:
    """School marks as they come: lower case, minutes after L, a wide slash, no mark, and one that is no code."""
    heading = ("child_id", "school_urn", "date", "session", "mark", "received_on")
    rows = [
        ("C0019", "100201", date(2025, 10, 13 + number // 2), ("AM", "PM")[number % 2], mark, "2025-10-27")
        for number, mark in enumerate(ODD_MARKS)
    ]
    write_csv(path, [heading, *rows])


def two_columns_missing(path: Path) -> None:
    """Neither the home nor the kind of stay."""
    kept = [STAYS.index(name) for name in STAYS if name not in ("home_id", "stay_type")]
    rows = [STAYS, stay(92901, "2024-07-01", "2024-07-04"), stay(92902, "2024-08-01", "2024-08-04")]
    write_csv(path, [[row[place] for place in kept] for row in rows])


def equal_headings(path: Path) -> None:
    """Two columns of one name that say different things."""
    rows = [
        ("child_id", "given_name", "date_of_birth", "date_of_birth"),
        ("C9101", "Mina", "14/05/2011", "05/14/2011"),
        ("C9102", "Arlo", "02/09/2012", "09/02/2012"),
    ]
    write_csv(path, rows)


def no_contract(path: Path) -> None:
    """Pocket money paid to children."""
    rows = [
        ("payment_ref", "paid_to", "paid_on", "pounds"),
        ("PM00001", "C0019", "2026-03-02", "9.50"),
        ("PM00002", "C0019", "2026-03-09", "9.50"),
    ]
    write_csv(path, rows)


def header_only(path: Path) -> None:
    """A heading and not one row."""
    write_csv(path, [SUPERVISION])


FILES = (
    DirtyFile(
        "incidents_text_dates.csv",
        "One moment written in eight ways (22.30, 2230, 10:30pm, 1 Feb 2026, ...), and 24:00",
        "Eight rows load: seven at 1 February 2026 22:30, the last at 2 February 00:00; the year of two digits is "
        "quarantined",
        text_dates,
    ),
    DirtyFile(
        "missing_words_for_dates.xlsx",
        "still missing, TBC, -, N/A, unknown in returned_at",
        "The row with a blank loads as not returned; the five with words are quarantined, nothing is guessed",
        words_for_dates,
    ),
    DirtyFile(
        "missing_unknown_home_and_child.csv",
        "A home and a child that have not been sent",
        "One row loads, two wait and enter by themselves when the home and child arrive",
        unknown_home_and_child,
    ),
    DirtyFile(
        "stays_end_before_start.csv",
        "A stay ends before it starts",
        "One row loads, one is quarantined",
        end_before_start,
    ),
    DirtyFile(
        "incidents_no_such_time.csv",
        "29/03/2026 01:30, which the clocks skip, and 25/10/2026 01:30, which comes twice",
        "The first is quarantined; the last loads as the first of its two readings, with a warning",
        no_such_time,
    ),
    DirtyFile(
        "incidents_two_children.csv",
        "Two children in one cell, parted in six ways",
        "Lists are parted by ; only: that row loads with two children, the other five name no known child and wait",
        two_children_in_a_list,
    ),
    DirtyFile(
        "missing_two_children.csv",
        "Two children in a cell for one",
        "One row loads, one is quarantined: one child a row",
        two_children_in_one_cell,
    ),
    DirtyFile(
        "supervision_duplicates.csv",
        "One key with two different rows, one with two equal rows",
        "Both different rows are quarantined, the equal ones count once, the fifth row loads",
        duplicates,
    ),
    DirtyFile(
        "incidents_more_than_half_fail.csv",
        "14 of 24 rows have a kind that is not allowed",
        "The sheet is refused, as probably the wrong sheet or mapping; no row loads",
        more_than_half_fail,
    ),
    DirtyFile(
        "attendance_odd_marks.csv",
        "Lower case, L 12, a wide slash, -, a blank and one mark that is no code",
        "Nine rows load, - and the blank as no mark with a warning; the mark that is no code is quarantined",
        odd_marks,
    ),
    DirtyFile(
        "stays_two_columns_missing.csv",
        "home_id and stay_type are missing",
        "Refused, and both columns are named",
        two_columns_missing,
    ),
    DirtyFile(
        "children_equal_headings.csv",
        "Two columns headed date_of_birth",
        "Refused, and both columns are named by their letters",
        equal_headings,
    ),
    DirtyFile(
        "pocket_money.csv",
        "Rows of a dataset that has no contract",
        "Refused by name, in a sentence that lists the datasets that can be loaded",
        no_contract,
    ),
    DirtyFile(
        "supervision_header_only.csv",
        "A heading and no rows",
        "Accepted with 0 rows",
        header_only,
    ),
)
