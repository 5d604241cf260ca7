"""The calendar as the warehouse knows it: days with their UTC bounds, and which of them are working days."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from warehouse import settings
from warehouse.registry import FRAMEWORK

UTC = ZoneInfo("UTC")
FIRST_DAY = date(2000, 1, 1)
YEARS_AHEAD = 3


def _utc(day: date) -> datetime:
    local = datetime(day.year, day.month, day.day, tzinfo=settings.LONDON)
    return local.astimezone(UTC).replace(tzinfo=None)


def bank_holidays() -> dict[date, str]:
    """The bank holidays of England and Wales that are known, with their titles."""
    with (FRAMEWORK / "bank_holidays.csv").open(encoding="utf-8", newline="") as handle:
        return {date.fromisoformat(row["holiday_on"]): row["title"] for row in csv.DictReader(handle)}


def days(today: date) -> pd.DataFrame:
    """A row a day from FIRST_DAY until well after today.

    Columns: day_on; starts_at_utc, ends_at_utc; is_working_day; working_day_number, how many working days there
    have been up to and with this day, so that the difference of two is the working days from one to the other.
    """
    last = today + timedelta(days=366 * YEARS_AHEAD)
    every = [FIRST_DAY + timedelta(days=number) for number in range((last - FIRST_DAY).days + 2)]
    starts = [_utc(day) for day in every]
    closed = bank_holidays()
    works = [day.weekday() < 5 and day not in closed for day in every[:-1]]
    return pd.DataFrame({
        "day_on": every[:-1], "starts_at_utc": starts[:-1], "ends_at_utc": starts[1:], "is_working_day": works,
        "working_day_number": pd.Series(works).cumsum(),
    })  # fmt: skip
