"""Dates as the homes and schools know them: months, birthdays, the clock change, terms and holidays."""

from __future__ import annotations

import functools
import os
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)


def today() -> date:
    """The day named by HEARTH_TODAY, or the real day when it is not set."""
    named = os.environ.get("HEARTH_TODAY", "").strip()
    return date.fromisoformat(named) if named else date.today()


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - DAY).day))


def months_between(first: date, last: date) -> list[date]:
    """The first day of every month from the month of one date to the month of the other."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [add_months(first.replace(day=1), step) for step in range(max(0, count))]


def birthday(born: date, age: int) -> date:
    """The day the child reaches the age; 1 March for somebody born on 29 February when there is none."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def on_the_clock(moment: datetime) -> datetime:
    """A wall-clock time that exists in the UK, in whole minutes, and is never exactly midnight."""
    moment = moment.replace(second=0, microsecond=0)
    if moment.month == 3 and moment.hour == 1 and moment.weekday() == 6 and moment.day > 24:
        moment += timedelta(hours=1)
    if moment.hour == 0 and moment.minute == 0:
        moment += timedelta(minutes=5)
    return moment


def _first_weekday(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _last_weekday(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the year in the western church."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leap, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - correction + 15) % 30
    quarter, odd = divmod(of_century, 4)
    week = (32 + 2 * rest + 2 * quarter - moon - odd) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _holidays(year: int) -> list[tuple[date, date]]:
    """The spans of a calendar year without school, both ends included."""
    sunday = easter(year)
    february = _first_weekday(date(year, 2, 1), 0) + timedelta(days=14)
    early_may = _first_weekday(date(year, 5, 1), 0)
    late_may = _last_weekday(date(year, 5, 31), 0)
    october = _last_weekday(date(year, 10, 31), 0)
    return [
        (date(year, 1, 1), _first_weekday(date(year, 1, 3), 0) - DAY),
        (february, february + timedelta(days=4)),
        (sunday - timedelta(days=6), sunday + timedelta(days=5)),
        (early_may, early_may),
        (late_may, late_may + timedelta(days=4)),
        (date(year, 7, 23), _first_weekday(date(year, 9, 1), 2) - DAY),
        (october, october + timedelta(days=4)),
        (_last_weekday(date(year, 12, 20), 4) + DAY, date(year, 12, 31)),
    ]


@functools.cache
def _school_year_days(year: int) -> frozenset[date]:
    days = {date(year, 1, 1) + timedelta(days=n) for n in range(366)}
    days = {day for day in days if day.year == year and day.weekday() < 5}
    for first, last in _holidays(year):
        days -= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return frozenset(days)


def is_school_day(day: date) -> bool:
    """Whether English schools are in term on the day: no weekend, holiday, half-term or bank holiday."""
    return day in _school_year_days(day.year)


@functools.cache
def closure_days(year: int, school_urn: str) -> frozenset[date]:
    """The planned closures of a school in a calendar year: the first day back twice and two days of its own."""
    days = sorted(_school_year_days(year))
    autumn = next(day for day in days if day.month == 9)
    number = int(school_urn)
    return frozenset({days[0], autumn, days[20 + number % 60], days[110 + number % 7]})


@functools.cache
def leaves_school_on(born: date) -> date:
    """The last Friday in June of year 11, to which a child is of compulsory school age."""
    sixteenth = birthday(born, 16)
    return _last_weekday(date(sixteenth.year + (sixteenth.month >= 9), 6, 30), 4)
