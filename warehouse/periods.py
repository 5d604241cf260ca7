"""Periods as people write them: a month, a financial quarter, a financial year, any range of days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
EARLIEST = 2012
LATEST = 2199
_FIRST_YEAR = 2000


class PeriodError(ValueError):
    """A period was not written in a form that is known."""


@dataclass(frozen=True, order=True)
class Period:
    """Days from `start` to `end`, both included; `grain` is month, quarter, year or range, `text` how it is written."""

    start: date
    end: date
    grain: str
    text: str

    @property
    def label(self) -> str:
        """How a person says it: "June 2025", "April to June 2025", "April 2025 to March 2026"."""
        first, last = self.start, self.end
        if self.grain == "month":
            return f"{MONTHS[first.month]} {first.year}"
        if self.grain == "quarter":
            return f"{MONTHS[first.month]} to {MONTHS[last.month]} {last.year}"
        if self.grain == "year":
            return f"{MONTHS[first.month]} {first.year} to {MONTHS[last.month]} {last.year}"
        return f"{first.day} {MONTHS[first.month]} {first.year} to {last.day} {MONTHS[last.month]} {last.year}"


def month(year: int, number: int) -> Period:
    last = calendar.monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last), "month", f"{year}-{number:02d}")


def _year_text(first_year: int) -> str:
    return f"{first_year}-{(first_year + 1) % 100:02d}"


def quarter(first_year: int, number: int) -> Period:
    """Financial quarter `number` (1 is April to June) of the financial year that starts in April of `first_year`."""
    first_month = (4, 7, 10, 1)[number - 1]
    year = first_year + (number == 4)
    return Period(
        date(year, first_month, 1), month(year, first_month + 2).end, "quarter", f"{_year_text(first_year)}-Q{number}"
    )


def financial_year(first_year: int) -> Period:
    return Period(date(first_year, 4, 1), date(first_year + 1, 3, 31), "year", _year_text(first_year))


def parse(text: str) -> Period:
    """The period that `text` names: `2025-04`, `2025-26-Q1`, `2025-26`, `2025-04-01..2025-06-30`.

    `20NN-NN` is a financial year when the second number follows the first, otherwise a month; months are
    accepted from 2012 on. Raises PeriodError.
    """
    form = re.fullmatch(r"(\d{4})-(\d{2})(?:-Q([1-4]))?", text)
    if form and int(form[1]) <= LATEST:
        first_year, second = int(form[1]), int(form[2])
        is_year = second == (first_year + 1) % 100
        if form[3] and is_year and first_year >= _FIRST_YEAR:
            return quarter(first_year, int(form[3]))
        if is_year and not form[3] and first_year >= _FIRST_YEAR:
            return financial_year(first_year)
        if 1 <= second <= 12 and not form[3] and first_year >= EARLIEST:
            return month(first_year, second)
    elif ".." in text:
        first_text, _, last_text = text.partition("..")
        try:
            first, last = date.fromisoformat(first_text), date.fromisoformat(last_text)
        except ValueError:
            first, last = date.max, date.min
        if first <= last and first.year >= 1900 and last.year <= LATEST:
            return Period(first, last, "range", text)
    raise PeriodError(
        f"'{text}' is not a period. Write a month (2025-04), a financial quarter (2025-26-Q1), a financial year "
        "(2025-26) or a range of days (2025-04-01..2025-06-30)."
    )


def containing(day: date, grain: str) -> Period:
    """The month, financial quarter or financial year that holds `day`."""
    first_year = day.year if day.month >= 4 else day.year - 1
    if grain == "month":
        return month(day.year, day.month)
    if grain == "quarter":
        return quarter(first_year, (day.month - 4) % 12 // 3 + 1)
    if grain == "year":
        return financial_year(first_year)
    raise PeriodError(f"'{grain}' is not a grain; it is month, quarter or year.")


def before(period: Period) -> Period:
    """The period of the same kind that ends the day before this one starts."""
    last = period.start - timedelta(days=1)
    if period.grain == "range":
        first = last - (period.end - period.start)
        return Period(first, last, "range", f"{first}..{last}")
    return containing(last, period.grain)


def between(first: Period, last: Period, grain: str) -> list[Period]:
    """Every period of `grain` from the one that holds the start of `first` to the one that holds the end of `last`."""
    found = [containing(first.start, grain)]
    while found[-1].end < last.end:
        found.append(containing(found[-1].end + timedelta(days=1), grain))
    return found
