"""Reads cells as the types of a contract: what people write for a date, a time, a number, a yes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import numpy as np

from data_contracts.contract import Column
from pipelines.reading.layout import is_blank
from warehouse.settings import LONDON

UNREADABLE = object()
_SERIAL_FIRST, _SERIAL_LAST = 20_000, 80_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTHS = {said: number for number, name in enumerate(_MONTH_NAMES, start=1) for said in (name, name[:3])} | {"sept": 9}
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_UK_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WORD_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]+)[ ,-]+(\d{4})")
_AFTER_DAY = re.compile(r"[ T,]")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*([ap]m)?", re.IGNORECASE)
_DIGITS = re.compile(r"\d{3,4}")
_YES = {"yes", "y", "true", "1", "✓", "✔"}
_NO = {"no", "n", "false", "0", "✗", "✘"}
_SPACES = re.compile(r"[ \t\xa0]+")


class Moment(NamedTuple):
    """A date, or a date and UK wall-clock time, as sent: `at` is None for a date without a time.

    `at_utc` is the same instant in UTC, the first reading where the clocks go back; `exists` is False in the hour
    that the clocks skip, `is_unambiguous` False in the hour that comes twice.
    """

    at: datetime | None
    on: date
    at_utc: datetime | None
    exists: bool = True
    is_unambiguous: bool = True


def _clean(cell: Any) -> str:
    return _SPACES.sub(" ", str(cell)).strip()


def text(cell: Any, _: bool | None = None) -> Any:
    """Text as it stands, spaces tidied; a whole number without a fraction, so that 1001 stays 1001."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    said = _clean(cell)
    return UNREADABLE if re.fullmatch(r"\d\.\d+E\+\d+", said) else said


def number(cell: Any, _: bool | None = None) -> Any:
    if isinstance(cell, (bool, date, time, timedelta)):
        return UNREADABLE
    if isinstance(cell, (int, float)):
        return float(cell)
    said = _clean(cell).replace("£", "").replace(" ", "")
    if not re.fullmatch(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", said):
        return UNREADABLE
    return float(said.replace(",", ""))


def whole_number(cell: Any, _: bool | None = None) -> Any:
    found = number(cell)
    return int(found) if found is not UNREADABLE and float(found).is_integer() and abs(found) < 2**53 else UNREADABLE


def yes_no(cell: Any, _: bool | None = None) -> Any:
    if isinstance(cell, bool):
        return cell
    said = text(cell)
    said = said.casefold() if isinstance(said, str) else ""
    return True if said in _YES else False if said in _NO else UNREADABLE


def items(cell: Any, _: bool | None = None) -> Any:
    """Values parted by `;`, tidied and each once, as `a;b`; None where there is nothing between them."""
    said = text(cell)
    if said is UNREADABLE:
        return UNREADABLE
    parts = [part.strip() for part in said.split(";")]
    return ";".join(dict.fromkeys(part for part in parts if part)) or None


def _day(year: int, month: int, day: int) -> Any:
    """The day; a year of one or two digits with noughts before it is a slip, not the year 26."""
    if year < _FIRST_YEAR:
        return UNREADABLE
    try:
        return date(year, month, day)
    except ValueError:
        return UNREADABLE


def _day_from(said: str) -> tuple[Any, str]:
    """The day that text begins with, and what follows it."""
    for form, order in ((_ISO_DAY, (0, 1, 2)), (_UK_DAY, (2, 1, 0))):
        if found := form.match(said):
            parts = [int(part) for part in found.groups()]
            return _day(*(parts[place] for place in order)), said[found.end() :]
    if (found := _WORD_DAY.match(said)) and found[2].lower() in MONTHS:
        return _day(int(found[3]), MONTHS[found[2].lower()], int(found[1])), said[found.end() :]
    return UNREADABLE, said


def _serial(value: float, is_1904: bool | None) -> Any:
    if is_1904 is None or not _SERIAL_FIRST <= value <= _SERIAL_LAST:
        return UNREADABLE
    found = (_EPOCH_1904 if is_1904 else _EPOCH_1900) + timedelta(days=value)
    return (found + timedelta(milliseconds=500)).replace(microsecond=0)


def day(cell: Any, is_1904: bool | None = None) -> Any:
    """A date, day first; a date with a time gives its date."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        found = _serial(float(cell), is_1904)
        return found if found is UNREADABLE else found.date()
    if isinstance(cell, (bool, time, timedelta)):
        return UNREADABLE
    found, rest = _day_from(_clean(cell))
    if found is UNREADABLE or (rest.strip() and (not _AFTER_DAY.match(rest) or _clock(rest) is UNREADABLE)):
        return UNREADABLE
    return found


def _clock(said: str) -> Any:
    """Hours and minutes of `22:30`, `22.30`, `2230`, `10:30pm`, `24:00`, as the time since midnight."""
    said = said.lstrip(" T,").strip()
    if _DIGITS.fullmatch(said):
        hours, minutes, seconds = int(said[:-2]), int(said[-2:]), 0
    elif found := _CLOCK.fullmatch(said):
        if found[2] is None and found[4] is None:
            return UNREADABLE
        hours, minutes, seconds = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        if found[4]:
            if not 1 <= hours <= 12:
                return UNREADABLE
            hours = hours % 12 + (12 if found[4].lower() == "pm" else 0)
    else:
        return UNREADABLE
    is_midnight_after = hours == 24 and minutes == seconds == 0
    if (hours > 23 and not is_midnight_after) or minutes > 59 or seconds > 59:
        return UNREADABLE
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def in_utc(at: datetime) -> Moment:
    """A UK wall-clock time with its instant in UTC: the first of two in October, none in the hour skipped in March."""
    first = at.replace(tzinfo=LONDON, fold=0)
    instant = first.astimezone(UTC)
    exists = instant.astimezone(LONDON).replace(tzinfo=None) == at
    is_unambiguous = first.utcoffset() == at.replace(tzinfo=LONDON, fold=1).utcoffset() or not exists
    return Moment(at, at.date(), instant.replace(tzinfo=None), exists, is_unambiguous)


def moment(cell: Any, is_1904: bool | None = None) -> Any:
    """A Moment: a date with a UK wall-clock time, or a date alone, which stays a date.

    A year that no event can have, such as the 9999 that some systems write for "still open", cannot be read.
    """
    found = _moment(cell, is_1904)
    return UNREADABLE if found is not UNREADABLE and not _FIRST_YEAR <= found.on.year <= _LAST_YEAR else found


def _moment(cell: Any, is_1904: bool | None) -> Any:
    if isinstance(cell, datetime):
        return in_utc(cell.replace(microsecond=0)) if _FIRST_YEAR <= cell.year <= _LAST_YEAR else UNREADABLE
    if isinstance(cell, date):
        return Moment(None, cell, None)
    if isinstance(cell, (bool, time, timedelta)):
        return UNREADABLE
    if isinstance(cell, (int, float)):
        found = _serial(float(cell), is_1904)
        if found is UNREADABLE:
            return UNREADABLE
        return Moment(None, found.date(), None) if float(cell).is_integer() else in_utc(found)
    found, rest = _day_from(_clean(cell))
    if found is UNREADABLE:
        return UNREADABLE
    if not rest.strip():
        return Moment(None, found, None)
    if not _AFTER_DAY.match(rest):
        return UNREADABLE
    since_midnight = _clock(rest)
    if since_midnight is UNREADABLE or found.year > _LAST_YEAR:
        return UNREADABLE
    return in_utc(datetime(found.year, found.month, found.day) + since_midnight)


def attendance_mark(cell: Any, _: bool | None = None) -> Any:
    """An attendance code: upper case, minutes after L left out, wide slashes made plain; `-` is no mark."""
    said = str(text(cell)).upper().replace("／", "/").replace("＼", "\\")
    if said in ("-", "–"):
        return None
    return "L" if re.fullmatch(r"L\s*\d{1,3}", said) else said


READERS: dict[str, Callable[..., Any]] = {
    "text": text,
    "int": whole_number,
    "number": number,
    "date": day,
    "datetime": moment,
    "yes/no": yes_no,
    "list": items,
}


def _allowed(column: Column, reader: Callable[..., Any]) -> Callable[..., Any]:
    """Reads text and, where only some values may stand, writes it as the contract does whatever its case or spaces."""
    canonical = {value.casefold().replace(" ", "_").replace("-", "_"): value for value in column.allowed or ()}

    def read(cell: Any, is_1904: bool | None = None) -> Any:
        found = reader(cell, is_1904)
        if not isinstance(found, str):
            return found
        return canonical.get(found.casefold().replace(" ", "_").replace("-", "_"), found)

    return read


def reader_of(column: Column) -> Callable[..., Any]:
    """What reads the cells of this column."""
    if column.style == "attendance_mark":
        return attendance_mark
    reader = READERS[column.type]
    return _allowed(column, reader) if column.allowed and column.type == "text" else reader


def read_distinct(column: Column, cells: Sequence[Any], is_1904: bool | None) -> tuple[np.ndarray, list[Any]]:
    """Each different cell read once: which of the values each row has, and the values of the column's type.

    A value is None where the cell is blank and UNREADABLE where it cannot be read.
    """
    reader = reader_of(column)
    kinds = set(map(type, cells))
    # 1, 1.0 and True are one key to a dictionary, though not one thing in a cell.
    keys = cells if len(kinds - {str, type(None)}) < 2 else [(cell.__class__, cell) for cell in cells]
    places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    codes = np.fromiter(map(places.__getitem__, keys), dtype=np.int64, count=len(keys))
    distinct = places if keys is cells else [cell for _, cell in places]
    return codes, [None if is_blank(cell) else reader(cell, is_1904) for cell in distinct]


def kind_of(cell: Any) -> str:
    """What a cell holds, in a word that gives nothing of it away."""
    if is_blank(cell):
        return "blank"
    if isinstance(cell, bool):
        return "yes/no"
    if isinstance(cell, datetime):
        return "date and time"
    if isinstance(cell, date):
        return "date"
    if isinstance(cell, (time, timedelta)):
        return "time"
    return "number" if isinstance(cell, (int, float)) else "text"
