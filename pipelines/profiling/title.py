"""What stands once on a sheet, above its header or in its name: the week, the month, the year of its columns."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from data_contracts.profile import Fact
from pipelines import values
from pipelines.profiling import dates
from pipelines.reading.grid import Grid, Refused
from pipelines.reading.layout import is_blank

_DATES = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}")
_YEARS = re.compile(r"(?<!\d)(20\d{2})(?:\s*[/\-–]\s*(20\d{2}|\d{2}))?(?!\d)")
_RUN_ON = re.compile(r"\b(run|exported|generated|produced|printed|extracted|created)\b", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} \d{4}"
)
_WRITTEN_MONTH = re.compile(r"[A-Za-z]{3,9}[\s\-'’]*\d{4}|\d{1,2}/\d{4}|\d{4}-\d{2}")


def fact(where: str, grid: Grid, header: int, name: str, wanted: Fact) -> tuple[date, int]:
    """The day (of a month its first) and the row it stands in.

    Raises Refused where it is missing, stands there twice and differently, also below the header, or is another
    weekday than the profile says.
    """
    found: dict[date, int] = {}
    for number, row in enumerate(grid.rows, start=1):
        if number != header + 1:
            for said in _after(row, wanted.after):
                day = _read(said, wanted, grid.is_serial_1904)
                if day is not None:
                    found.setdefault(day, number)
    words = " or ".join(f"'{word}'" for word in wanted.after[:2])
    above = [number for number in found.values() if number <= header]
    if not above:
        raise Refused(
            f"{where}: no row above the header says the {name} (a {wanted.reads} after {words}); put it into a "
            "title row."
        )
    if len(found) > 1:
        rows = " and ".join(str(number) for number in sorted(found.values())[:2])
        raise Refused(f"{where}: rows {rows} say a different {name}; send a sheet for each of them.")
    day, number = next(iter(found.items()))
    if wanted.falls_on and dates.WEEKDAYS[day.weekday()] != wanted.falls_on:
        raise Refused(
            f"{where}, row {number}: the {name} is a {dates.WEEKDAYS[day.weekday()].capitalize()}, not a "
            f"{wanted.falls_on.capitalize()}; correct the date."
        )
    return day, number


def _after(row: list[Any], words: tuple[str, ...]) -> Iterator[Any]:
    """What stands after one of the words: the rest of its cell, or else the next cell with something in it."""
    filled = [cell for cell in row if not is_blank(cell)]
    for place, cell in enumerate(filled):
        at = _phrase(words).search(cell.casefold()) if isinstance(cell, str) else None
        if at is None:
            continue
        if at[1].strip():
            yield at[1]
        elif place + 1 < len(filled):
            yield filled[place + 1]


@functools.cache
def _phrase(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, not inside another word, and what stands after it in the cell."""
    listed = "|".join(re.escape(word.casefold()) for word in words)
    return re.compile(rf"(?<![a-z])(?:{listed})(?![a-z])\s*[:\-–]?\s*(.*)")


def _read(said: Any, wanted: Fact, is_1904: bool | None) -> date | None:
    if wanted.reads == "month":
        found = _WRITTEN_MONTH.search(said) if isinstance(said, str) else None
        month = dates.month(found[0] if found else said)
        return None if month is None or month[0] is None else date(month[0], month[1], 1)
    if not isinstance(said, str):
        day = values.day(said, is_1904)
        return None if day is values.UNREADABLE else day
    written = _WRITTEN.search(said)
    if written is None:
        return None
    if wanted.dates:
        read = dates.read(written[0], wanted.dates)
        return None if read is None else date(read.value.year, read.value.month, read.value.day)
    day = values.day(written[0])
    return None if day is values.UNREADABLE else day


def years(where: str, grid: Grid, header: int, months: list[int]) -> list[int]:
    """The year of each of these months, whose headings have none, from the sheet's name or the rows above the header.

    `2024-25` is a financial year; one year alone is a calendar year, in which the months must not begin anew. Raises
    Refused where there is no year, or more than one.
    """
    said = [grid.name] + [str(cell) for row in grid.rows[:header] for cell in row if isinstance(cell, str)]
    spans = set()
    for line in (line for line in said if not _RUN_ON.search(line)):
        for found in _YEARS.finditer(_DATES.sub(" ", line)):
            first = int(found[1])
            second = None if found[2] is None else int(found[2]) % 100
            if second is None or second == (first + 1) % 100:
                spans.add((first, second is not None))
    if len(spans) != 1:
        why = "neither the sheet's name nor a title row says which" if not spans else "more than one is named"
        raise Refused(
            f"{where}, row {header + 1}: the months have no year, and {why}; head the columns such as Apr-24, or name "
            "the sheet after the year, such as 2024-25."
        )
    first, is_financial = spans.pop()
    if not is_financial and months != sorted(months):
        raise Refused(
            f"{where}, row {header + 1}: the months run over the end of a year, and only {first} is named; head the "
            "columns such as Apr-24, or name the sheet after both years, such as 2024-25."
        )
    return [first + 1 if is_financial and month < 4 else first for month in months]
