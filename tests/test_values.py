"""What people write in cells, and the periods they ask for: read as meant, or not read at all."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data_contracts.contract import Column
from pipelines import values
from pipelines.reading import files
from pipelines.reading.layout import is_blank
from pipelines.values import UNREADABLE, Moment
from sample_data.dirty_tools import write_book
from warehouse import periods
from warehouse.periods import Period, PeriodError
from warehouse.settings import LONDON

MINUTES = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31, 23, 59)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
DAYS = st.dates(date(1950, 1, 1), date(2110, 12, 31))
FORWARD, BACK = datetime(2025, 3, 30, 1, 0), datetime(2025, 10, 26, 1, 0)


def _pm(at: datetime) -> str:
    return f"{(at.hour - 1) % 12 + 1}:{at:%M}{'pm' if at.hour > 11 else 'am'}"


FORMS: dict[str, Callable[[datetime], str]] = {
    "01/02/2026 22:30": lambda at: f"{at:%d/%m/%Y %H:%M}",
    "1/2/2026 22.30": lambda at: f"{at.day}/{at.month}/{at.year} {at:%H.%M}",
    "01/02/2026 2230": lambda at: f"{at:%d/%m/%Y %H%M}",
    "01/02/2026 10:30pm": lambda at: f"{at:%d/%m/%Y} {_pm(at)}",
    "01/02/2026 10.30 PM": lambda at: f"{at:%d/%m/%Y} {_pm(at).replace(':', '.').upper()}",
    "01.02.2026 22:30": lambda at: f"{at:%d.%m.%Y %H:%M}",
    "01-02-2026, 22:30:00": lambda at: f"{at:%d-%m-%Y, %H:%M:%S}",
    "2026-02-01T22:30": lambda at: at.isoformat(timespec="minutes"),
    "2026-02-01 22:30:00.000": lambda at: at.isoformat(" ", "milliseconds"),
    "1 Feb 2026 22:30": lambda at: f"{at.day} {calendar.month_abbr[at.month]} {at:%Y %H:%M}",
    "1st February 2026 22:30": lambda at: f"{at.day}th {calendar.month_name[at.month]} {at:%Y %H:%M}",
    "01-FEB-2026 22:30": lambda at: f"{at:%d}-{calendar.month_abbr[at.month].upper()}-{at:%Y %H:%M}",
    "no-break spaces": lambda at: f"\xa0{at:%d/%m/%Y}\xa0\xa0{at:%H:%M} ",
}


def _changes() -> list[datetime]:
    """The first hours of every day from 2020 to 2030 on which the clocks change."""
    found = []
    for year in range(2020, 2031):
        for month in (3, 10):
            last = date(year, month, 31)
            sunday = last - timedelta(days=(last.weekday() + 1) % 7)
            found.append(datetime(sunday.year, sunday.month, sunday.day))
    return found


def _check_reading(at: datetime, found: Moment) -> None:
    """The moment says what was written, and its instant in UTC shows that time on a clock in the United Kingdom."""
    assert (found.at, found.on) == (at, at.date())
    assert found.at_utc is not None
    shown = found.at_utc.replace(tzinfo=UTC).astimezone(LONDON).replace(tzinfo=None)
    earlier = (found.at_utc - timedelta(hours=1)).replace(tzinfo=UTC).astimezone(LONDON).replace(tzinfo=None)
    assert found.exists == (shown == at)
    assert earlier != at, "an instant an hour earlier shows the same time, so this is not the first reading"


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@example(at=datetime(2024, 2, 29, 0, 0))
@example(at=datetime(2025, 12, 31, 23, 59))
@example(at=datetime(2026, 2, 1, 12, 30))
@example(at=datetime(2026, 2, 1, 0, 5))
@example(at=BACK + timedelta(minutes=30))
@given(at=MINUTES)
def test_a_minute_in_any_form_is_read_as_that_minute(form: str, at: datetime) -> None:
    _check_reading(at, values.moment(FORMS[form](at)))


def test_every_minute_of_every_night_of_a_clock_change_is_read_as_it_was() -> None:
    skipped, twice = 0, 0
    for midnight in _changes():
        for minute in range(4 * 60):
            at = midnight + timedelta(minutes=minute)
            found = values.moment(f"{at:%d/%m/%Y %H:%M}")
            _check_reading(at, found)
            skipped += not found.exists
            twice += not found.is_unambiguous
            assert found.exists == (midnight.month == 10 or at.hour != 1)
            assert found.is_unambiguous == (midnight.month == 3 or at.hour != 1)
    assert (skipped, twice) == (11 * 60, 11 * 60)


@settings(max_examples=300, deadline=None)
@given(at=MINUTES)
def test_only_the_two_hours_of_the_clock_changes_are_flagged(at: datetime) -> None:
    found = values.in_utc(at)
    sunday_hour = at.hour == 1 and at.weekday() == 6 and at.day >= 25
    assert found.exists == (not (sunday_hour and at.month == 3))
    assert found.is_unambiguous == (not (sunday_hour and at.month == 10))


@pytest.mark.parametrize(
    ("left", "back", "hours"),
    [
        ("25/10/2025 22:00", "26/10/2025 07:00", 10),
        ("29/03/2025 22:00", "30/03/2025 07:00", 8),
        ("24/10/2025 22:00", "25/10/2025 07:00", 9),
        ("26/10/2025 00:30", "26/10/2025 01:30", 1),
        ("26/10/2025 01:30", "26/10/2025 02:30", 2),
        ("30/03/2025 00:59", "30/03/2025 02:00", 1 / 60),
        ("28/02/2024 12:00", "01/03/2024 12:00", 48),
    ],
)
def test_elapsed_time_counts_the_hours_that_passed(left: str, back: str, hours: float) -> None:
    passed = values.moment(back).at_utc - values.moment(left).at_utc
    assert passed == timedelta(hours=hours)


def test_the_hour_that_comes_twice_is_taken_the_first_time() -> None:
    assert values.moment("26/10/2025 01:30").at_utc == datetime(2025, 10, 26, 0, 30)
    assert not values.moment("30/03/2025 01:30").exists


@settings(max_examples=200, deadline=None)
@given(day=DAYS)
@example(day=date(2025, 12, 31))
@example(day=date(2024, 2, 28))
def test_24_00_is_the_midnight_that_ends_the_day(day: date) -> None:
    after = day + timedelta(days=1)
    for text in ("24:00", "24.00", "2400", "24:00:00"):
        assert values.moment(f"{day:%d/%m/%Y} {text}").at == datetime(after.year, after.month, after.day)
    assert values.moment(f"{day:%d/%m/%Y} 24:01") is UNREADABLE


@pytest.mark.parametrize(
    "clock",
    ["25:00", "22:60", "22:30:61", "2460", "13:30pm", "0:30am", "22:3", "2:5", "22", "9", "half past ten", "22:30Z",
     "22:30+01:00", "10:30 pm today", "-1:30", "22;30", "22:30-23:30"],
)  # fmt: skip
def test_what_is_no_time_on_a_clock_is_not_read(clock: str) -> None:
    assert values.moment(f"01/02/2026 {clock}") is UNREADABLE
    assert values.day(f"01/02/2026 {clock}") is UNREADABLE


@settings(max_examples=300, deadline=None)
@given(day=DAYS)
def test_a_day_is_read_day_first_and_never_as_another(day: date) -> None:
    month_first = values.day(f"{day:%m/%d/%Y}")
    if day.day > 12:
        assert month_first is UNREADABLE
    else:
        assert month_first == date(day.year, day.day, day.month), "read as the United Kingdom writes it"
    assert values.day(f"{day:%d/%m/%Y}") == day
    assert values.day(f"{day:%Y-%m-%d}") == day
    assert values.day(f"{day.day} {calendar.month_name[day.month]} {day.year}") == day
    for text in (f"{day:%d/%m/%y}", f"{day:%d-%m-%y}", f"{day:%d %b %y}", f"{day:%b %d %Y}", f"{day:%B %d, %Y}",
                 f"{day:%y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%d%m%Y}", f"{day:%d/%m}",
                 f"{day:%b %Y}", f"{day:%d/%m/00%y}", f"{day:%d/%m/%Y}5", f"{day:%d/%m/%Y}1030"):  # fmt: skip
        assert values.day(text) is UNREADABLE, text
        assert values.moment(text) is UNREADABLE, text
    for written in (day, datetime(day.year, day.month, day.day, 13, 5)):
        assert values.day(written) == day


@settings(max_examples=300, deadline=None)
@given(year=st.integers(1950, 2110), month=st.integers(0, 99), number=st.integers(0, 99))
def test_days_that_are_in_no_calendar_are_not_read(year: int, month: int, number: int) -> None:
    is_real = 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]
    for text in (f"{number:02d}/{month:02d}/{year}", f"{year}-{month:02d}-{number:02d}"):
        assert values.day(text) == (date(year, month, number) if is_real else UNREADABLE)
        assert (values.moment(text) is UNREADABLE) == (not is_real)


@settings(max_examples=300, deadline=None)
@given(word=st.text("abcdefghijklmnopqrstuvyz", min_size=3, max_size=9))
@example(word="junk")
@example(word="marzipan")
@example(word="decided")
@example(word="mayor")
def test_only_the_names_of_months_are_months(word: str) -> None:
    known = {name.lower() for name in (*calendar.month_name[1:], *calendar.month_abbr[1:], "sept")}
    assert (values.day(f"1 {word} 2026") is UNREADABLE) == (word not in known)


@pytest.mark.parametrize("word", ["TBC", "still missing", "-", "N/A", "unknown", "yesterday", "?", "0", "46054", "n/k"])
def test_words_and_bare_numbers_in_text_are_no_dates(word: str) -> None:
    for is_1904 in (None, False, True):
        assert values.day(word, is_1904) is UNREADABLE
        assert values.moment(word, is_1904) is UNREADABLE


@settings(max_examples=300, deadline=None)
@given(serial=st.integers(20_000, 78_000), minute=st.integers(1, 24 * 60 - 1))
@example(serial=46054, minute=22 * 60 + 30)
def test_serial_numbers_count_from_1900_or_1904_and_only_in_workbooks(serial: int, minute: int) -> None:
    since = timedelta(days=serial, minutes=minute)
    for is_1904, epoch in ((False, datetime(1899, 12, 30)), (True, datetime(1904, 1, 1))):
        assert values.day(serial, is_1904) == (epoch + timedelta(days=serial)).date()
        assert values.day(float(serial), is_1904) == (epoch + timedelta(days=serial)).date()
        assert values.moment(float(serial), is_1904) == Moment(None, (epoch + timedelta(days=serial)).date(), None)
        assert values.moment(since / timedelta(days=1), is_1904).at == epoch + since
    assert values.day(serial, None) is UNREADABLE
    assert values.moment(since / timedelta(days=1), None) is UNREADABLE


@settings(max_examples=200, deadline=None)
@given(
    cell=st.one_of(
        st.booleans(), st.integers(-(10**9), 19_999), st.integers(80_001, 10**12), st.floats(-1e6, 19_999.0),
        st.times(), st.timedeltas(),
    )
)  # fmt: skip
def test_numbers_yes_and_bare_times_are_never_dates(cell: object) -> None:
    for is_1904 in (None, False, True):
        assert values.day(cell, is_1904) is UNREADABLE
        assert values.moment(cell, is_1904) is UNREADABLE


@settings(max_examples=200, deadline=None)
@given(cell=st.one_of(st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas()))
def test_dates_and_yes_are_never_numbers(cell: object) -> None:
    assert values.number(cell) is UNREADABLE
    assert values.whole_number(cell) is UNREADABLE


@pytest.mark.parametrize(
    ("said", "number"),
    [("1,234", 1234.0), ("£1,234.50", 1234.5), (" 12 ", 12.0), ("-3", -3.0), ("1,23", None), ("12a", None),
     ("1.2.3", None), ("1e3", None), ("nan", None), ("inf", None), ("", None), ("½", None), ("(12)", None)],
)  # fmt: skip
def test_numbers_are_read_as_written_or_not_at_all(said: str, number: float | None) -> None:
    assert values.number(said) == (UNREADABLE if number is None else number)


@settings(max_examples=200, deadline=None)
@given(number=st.integers(-(10**12), 10**12))
def test_whole_numbers_stay_whole_and_references_keep_their_digits(number: int) -> None:
    assert values.whole_number(float(number)) == number
    assert values.whole_number(f"{number:,}") == number
    assert values.text(float(number)) == str(number)
    assert values.whole_number(number + 0.5) is UNREADABLE


def test_references_that_a_spreadsheet_has_rounded_are_not_read() -> None:
    for cell in ("1.23457E+15", "9.1E+12"):
        assert values.text(cell) is UNREADABLE
        assert values.items(cell) is UNREADABLE


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(st.text("ABC019", min_size=1, max_size=5), max_size=6))
def test_lists_are_parted_by_semicolons_only_and_name_each_once(parts: list[str]) -> None:
    found = values.items(" ; ".join(parts) + ";")
    assert (found or "").split(";") == (list(dict.fromkeys(parts)) or [""])
    assert values.items(" & ".join(["C1", "C2"])) == "C1 & C2"


@pytest.mark.parametrize("said", [";", " ; ; "])
def test_a_list_of_nothing_is_blank(said: str) -> None:
    assert values.items(said) is None


@settings(max_examples=100, deadline=None)
@given(cell=st.text(" \t\r\n\xa0\u2003\u2007\u202f", max_size=5))
def test_a_cell_of_spaces_of_any_kind_is_blank(cell: str) -> None:
    assert is_blank(cell)
    assert values.kind_of(cell) == "blank"


@pytest.mark.parametrize(
    ("said", "mark"),
    [("l", "L"), ("L 12", "L"), ("l5", "L"), ("／", "/"), ("＼", "\\"), (" i ", "I"), ("-", None), ("–", None),
     ("L1234", "L1234"), ("Ω", "Ω")],
)  # fmt: skip
def test_attendance_marks_as_schools_write_them(said: str, mark: str | None) -> None:
    assert values.attendance_mark(said) == mark


def test_yes_and_no_as_people_write_them() -> None:
    assert {values.yes_no(said) for said in ("Yes", "y", "TRUE", 1, 1.0, True, "✓")} == {True}
    assert {values.yes_no(said) for said in ("No", "N", "false", 0, False, "✗")} == {False}
    assert {values.yes_no(said) for said in ("maybe", 2, "yes?", datetime(2026, 1, 1), time(1))} == {UNREADABLE}


def test_equal_numbers_of_different_kinds_in_one_column_are_kept_apart() -> None:
    column = Column("reference", "Reference", "text", "")
    codes, found = values.read_distinct(column, [1, True, 1.0, "1", None, ""], None)
    assert [found[code] for code in codes] == ["1", "yes", "1", "1", None, None]


def test_every_minute_of_a_day_survives_a_workbook(tmp_path: Path) -> None:
    for system in (False, True):
        minutes = [datetime(2026, 2, 14) + timedelta(minutes=number) for number in range(1, 24 * 60)]
        path = tmp_path / f"{system}.xlsx"
        write_book(path, {"times": [[at] for at in minutes]}, date_1904=system)
        grid = files.read(path.name, path.read_bytes(), 1 << 24)[0]
        assert [values.moment(row[0], grid.is_serial_1904).at for row in grid.rows] == minutes


@pytest.mark.parametrize(
    ("text", "first", "last", "grain"),
    [
        ("2025-26", date(2025, 4, 1), date(2026, 3, 31), "year"),
        ("2025-11", date(2025, 11, 1), date(2025, 11, 30), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2011-12", date(2011, 4, 1), date(2012, 3, 31), "year"),
        ("2012-13", date(2012, 4, 1), date(2013, 3, 31), "year"),
        ("2012-12", date(2012, 12, 1), date(2012, 12, 31), "month"),
        ("2012-01", date(2012, 1, 1), date(2012, 1, 31), "month"),
        ("2004-05", date(2004, 4, 1), date(2005, 3, 31), "year"),
        ("2099-00", date(2099, 4, 1), date(2100, 3, 31), "year"),
        ("2025-26-Q1", date(2025, 4, 1), date(2025, 6, 30), "quarter"),
        ("2025-26-Q4", date(2026, 1, 1), date(2026, 3, 31), "quarter"),
        ("2011-12-Q3", date(2011, 10, 1), date(2011, 12, 31), "quarter"),
        ("2025-04-01..2025-06-30", date(2025, 4, 1), date(2025, 6, 30), "range"),
        ("2025-04-01..2025-04-01", date(2025, 4, 1), date(2025, 4, 1), "range"),
    ],
)
def test_periods_are_the_days_they_name(text: str, first: date, last: date, grain: str) -> None:
    assert periods.parse(text) == Period(first, last, grain, text)


@pytest.mark.parametrize(
    "text",
    ["2025-13", "2025-00", "2025-27", "2011-11", "2011-01", "1999-00", "2025-26-Q5", "2025-26-Q0", "2025-11-Q1",
     "2025", "25-26", "2025-4", " 2025-04", "2025-04 ", "2025-04-01", "2025-06-30..2025-04-01", "2025-04-01..",
     "..2025-04-01", "2025-02-29..2025-03-01", "2025-04-01...2025-06-30", "2025/26", "2025-26 Q1", "April 2025", "",
     "2025-04-01..9999-12-31"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_the_ways_to_write_one(text: str) -> None:
    with pytest.raises(PeriodError, match="is not a period. Write a month"):
        periods.parse(text)


GRAINS = st.sampled_from(["month", "quarter", "year"])
ASKED = st.dates(date(2012, 4, 1), date(2098, 12, 31))


@settings(max_examples=300, deadline=None)
@given(day=ASKED, grain=GRAINS)
def test_the_period_that_contains_a_day(day: date, grain: str) -> None:
    period = periods.containing(day, grain)
    assert period.start <= day <= period.end
    assert periods.parse(period.text) == period
    assert {"month": 1, "quarter": 3, "year": 12}[grain] == (
        (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    )
    assert all(periods.containing(edge, grain) == period for edge in (period.start, period.end))


@settings(max_examples=300, deadline=None)
@given(day=ASKED, grain=GRAINS, length=st.integers(0, 800))
def test_the_period_before_ends_the_day_before(day: date, grain: str, length: int) -> None:
    span = Period(day, day + timedelta(days=length), "range", f"{day}..{day + timedelta(days=length)}")
    for period in (periods.containing(day, grain), span):
        earlier = periods.before(period)
        assert earlier.end == period.start - timedelta(days=1)
        assert earlier.grain == period.grain
    assert periods.before(span).end - periods.before(span).start == timedelta(days=length)


@settings(max_examples=200, deadline=None)
@given(days=st.lists(st.dates(date(2015, 1, 1), date(2035, 12, 31)), min_size=2, max_size=2).map(sorted), grain=GRAINS)
def test_the_periods_between_two_follow_each_other_without_a_gap(days: list[date], grain: str) -> None:
    first, last = (periods.containing(day, "month") for day in days)
    found = periods.between(first, last, grain)
    assert found[0].start <= first.start and found[-1].end >= last.end
    assert found[0] == periods.containing(first.start, grain) and found[-1] == periods.containing(last.end, grain)
    assert all(periods.before(later) == earlier for earlier, later in zip(found, found[1:], strict=False))


def test_labels_are_what_a_person_says() -> None:
    labels = [periods.parse(text).label for text in ("2025-06", "2025-26-Q1", "2025-26", "2025-04-01..2025-06-30")]
    assert labels == ["June 2025", "April to June 2025", "April 2025 to March 2026", "1 April 2025 to 30 June 2025"]
