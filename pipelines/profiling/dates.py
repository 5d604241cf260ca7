"""Dates as a profile says they are written, two-digit years only where it does; months and sessions in headings."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from data_contracts.profile import STYLE, WEEKDAYS
from pipelines import values
from pipelines.reading.layout import normal

# Of a year of two digits: 68 is 2068, 69 is 1969.
_FIRST_OF_1900S = 69
_PARTS = {
    "yyyy": r"(?P<yyyy>\d{4})", "yy": r"(?P<yy>\d{2})", "mmmm": r"(?P<mmm>[A-Za-z]{3,9})",
    "mmm": r"(?P<mmm>[A-Za-z]{3,9})", "mm": r"(?P<mm>\d{1,2})", "dd": r"(?P<dd>\d{1,2})", "hh:mm": r"(?P<clock>\S+)",
}  # fmt: skip
_MIDNIGHT = r"(?: 0?0:00(?::00)?)?"
_SESSION = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*_?(am|pm)")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})[\s\-'’/.,]*(\d{4}|\d{2})?")
_MONTH_NUMBER = re.compile(r"(?:(\d{1,2})[/-](\d{4})|(\d{4})-(\d{1,2}))")


@dataclass(frozen=True)
class Read:
    """A date that was read, and whether its year had two digits or none."""

    value: date | datetime
    had_two_digits: bool = False


@functools.cache
def _pattern(style: str) -> re.Pattern[str]:
    pieces = []
    for piece in STYLE.split(style):
        if piece in _PARTS:
            pieces.append(_PARTS[piece])
        else:
            pieces.append(
                "".join("[/.-]" if char == "/" else "[ ]+" if char == " " else re.escape(char) for char in piece)
            )
    return re.compile("".join(pieces) + ("" if "hh:mm" in style else _MIDNIGHT))


def read(said: str, styles: Sequence[str], near: date | None = None) -> Read | None:
    """The date that text in one of these styles means; None where it is in none of them.

    A style without a year means the year that puts the day nearest to the month that begins on `near`.
    """
    for style in styles:
        found = _pattern(style).fullmatch(said.strip())
        if found is None:
            continue
        parts = found.groupdict()
        month = values.MONTHS.get(parts["mmm"].lower()) if parts.get("mmm") else int(parts["mm"])
        day = int(parts.get("dd") or 1)
        if month is None:
            continue
        value = _date(parts, month, day, near)
        if value is None:
            continue
        if not parts.get("clock"):
            return Read(value, parts.get("yy") is not None)
        moment = values.moment(f"{value.isoformat()} {parts['clock']}")
        if moment is not values.UNREADABLE and moment.at is not None:
            return Read(moment.at, parts.get("yy") is not None)
    return None


def _date(parts: dict[str, str | None], month: int, day: int, near: date | None) -> date | None:
    if parts.get("yyyy"):
        return valid(int(parts["yyyy"] or 0), month, day)
    if parts.get("yy"):
        return valid(full_year(int(parts["yy"] or 0)), month, day)
    if near is None:
        return None
    middle = near + timedelta(days=14)
    candidates = [valid(year, month, day) for year in (near.year - 1, near.year, near.year + 1)]
    return min((found for found in candidates if found), key=lambda found: abs(found - middle), default=None)


def valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= 1900 else None
    except ValueError:
        return None


def full_year(two_digits: int) -> int:
    return two_digits + (1900 if two_digits >= _FIRST_OF_1900S else 2000)


def session(heading: Any) -> tuple[int, str] | None:
    """The weekday (Monday is 0) and AM or PM of a heading such as `Mon AM`; None where it is not one."""
    found = _SESSION.fullmatch(normal(heading)) if isinstance(heading, str) else None
    if found is None:
        return None
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(found[1])), found[2].upper()


def month(heading: Any) -> tuple[int | None, int] | None:
    """Year and month of a heading such as `Apr-24`, `April 2024` or a date; the year is None where it has none."""
    if isinstance(heading, date):
        return heading.year, heading.month
    if not isinstance(heading, str):
        return None
    said = heading.replace("\xa0", " ").strip()
    if (found := _MONTH_FIRST.fullmatch(said)) and found[1].lower() in values.MONTHS:
        number = values.MONTHS[found[1].lower()]
        if found[2] is None:
            return None, number
        return (int(found[2]) if len(found[2]) == 4 else full_year(int(found[2]))), number
    if found := _MONTH_NUMBER.fullmatch(said):
        year, number = int(found[2] or found[3]), int(found[1] or found[4])
        return (year, number) if 1 <= number <= 12 else None
    day = values.day(said)
    return None if day is values.UNREADABLE else (day.year, day.month)
