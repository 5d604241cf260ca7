"""The schooling of the children resident in a home, and their marks: two sessions a day, sent weekly by the schools."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from sample_data.dates import DAY, closure_days, is_school_day, leaves_school_on
from sample_data.layout import Row
from sample_data.people import Child, Stay
from sample_data.plan import Home, Span, stream
from sample_data.traits import has_ehcp

Mark = tuple[str, str, date, str, str | None, date]

ABSENCES = ("I", "O", "N", "E", "M", "C", "U", "R")
ABSENCE_WEIGHTS = (38, 24, 12, 9, 8, 4, 4, 1)
PRESENT_OTHERWISE = ("B", "V", "P", "K", "W")
SNOW = ((1, 17), (2, 5))


def _school(home: Home, child: Child, second: bool = False) -> str:
    """The number of the child's school; the second one teaches a child who is on two registers."""
    number = (home.index // 3) * 4 + int(child.upn[-3:]) % 3
    return str(100200 + (home.index // 3) * 4 + 3 if second else 100200 + number)


def _schooling(child: Child, home: Home) -> str:
    """How the child is taught: at school, on a shortened timetable, on two registers, or with no place."""
    share = int(child.upn[1:5]) % 100
    if share < 10 and home.index:
        return "none"
    return "part_time" if share < (14 if home.index else 9) else "school"


def _chance_present(home: Home, child: Child, day: date) -> float:
    if home.awaits(day, "better"):
        return max(0.5, min(child.attends, 0.9) - 0.2)
    if home.is_turned(day, "better"):
        return max(child.attends, 0.92)
    return child.attends


def _marks(chance: random.Random, present: float, is_last_year: bool, part_time: bool, day: date) -> tuple[str, str]:
    """The morning and afternoon mark of a school day."""
    if (day.month, day.day) in SNOW and day.year % 2:
        return "Y2", "Y2"
    if is_last_year and (day.month, day.day) > (5, 20) and day.month < 7 and chance.random() < 0.5:
        return "S", "S"
    if chance.random() < present:
        luck = chance.random()
        morning = "L" if luck < 0.05 else chance.choice(PRESENT_OTHERWISE) if luck < 0.08 else "/"
        afternoon = "M" if luck > 0.992 else "O" if luck > 0.982 else "\\"
    else:
        morning = chance.choices(ABSENCES, ABSENCE_WEIGHTS)[0]
        afternoon = morning if chance.random() < 0.9 else "\\"
    return morning, "C2" if part_time else afternoon


def _sent_on(chance: random.Random, day: date, weeks_late: int) -> date:
    """The Monday after the week of the mark, and now and then a corrected register some weeks later."""
    monday = day + timedelta(days=7 - day.weekday() + weeks_late)
    return monday + timedelta(days=chance.choice((14, 21, 35))) if chance.random() < 0.012 else monday


def _stay_marks(chance: random.Random, stay: Stay, span: Span, is_dual: bool) -> Iterator[Mark]:
    """The marks of one child for the days of one stay."""
    child, home = stay.child, stay.home
    how = _schooling(child, home)
    if how == "none":
        return
    urn, second_urn = _school(home, child), _school(home, child, second=True)
    last_day = leaves_school_on(child.born)
    day = max(stay.admitted_on, span.first)
    end = min(stay.discharged_on, span.until + DAY, last_day + DAY)
    weeks_late = chance.choice((0, 0, 0, 1, 2))
    while day < end:
        if not is_school_day(day):
            day += DAY
            continue
        sent = _sent_on(chance, day, weeks_late)
        if day in closure_days(day.year, urn):
            morning, afternoon = "#", "#"
        else:
            present = _chance_present(home, child, day)
            morning, afternoon = _marks(chance, present, (last_day - day).days < 60, how == "part_time", day)
        blank = chance.random() < 0.003
        if sent <= span.until:
            key = child.child_id
            if is_dual and day.weekday() > 1 and morning != "#":
                yield key, second_urn, day, "AM", morning, sent
                yield key, second_urn, day, "PM", afternoon, sent
                morning = afternoon = "D"
            yield key, urn, day, "AM", None if blank else morning, sent
            yield key, urn, day, "PM", afternoon, sent
        day += DAY


def attendance_marks(home: Home, stays: list[Stay], seed: int, span: Span) -> Iterator[Mark]:
    """Every mark of the children of the home that a school had sent by the day of the export."""
    taught = [stay for stay in stays if leaves_school_on(stay.child.born) > stay.admitted_on]
    lasting = [stay for stay in taught if (stay.discharged_on - max(stay.admitted_on, span.first)).days > 120]
    dual = lasting[0].child if lasting and home.index % 5 == 0 else None
    for stay in stays:
        yield from _stay_marks(stream(seed, "attendance", stay.stay_id), stay, span, is_dual=stay.child is dual)


def goes_to_school(child: Child, home: Home) -> bool:
    """Whether the child is on the register of a school while in this home."""
    return _schooling(child, home) != "none"


def _kind(child: Child, home: Home) -> str:
    """The kind of schooling behind the marks: a school, or one of the ways of having no register."""
    if goes_to_school(child, home):
        return "school"
    return ("eotas", "no_place", "elective_home_education", "no_place")[int(child.upn[5:7]) % 4]


def schooling_rows(home: Home, stays: list[Stay]) -> list[Row]:
    """How one child, whose stays in this home these are, was schooled; after year 11 it is post-16."""
    child, first, last = stays[0].child, stays[0].admitted_on, stays[-1].discharged_on
    leaves = leaves_school_on(child.born)
    base: Row = {"child_id": child.child_id, "has_ehcp": "yes" if has_ehcp(child) else "no"}
    rows: list[Row] = []
    if first <= leaves:
        kind = _kind(child, home)
        part_time = "yes" if _schooling(child, home) == "part_time" else "no"
        rows.append({
            **base, "started_on": first, "ended_on": min(leaves, last), "kind": kind,
            "school_urn": _school(home, child) if kind == "school" else None, "is_part_time_timetable": part_time,
        })  # fmt: skip
    if last > leaves + DAY:
        starts = max(first, leaves + DAY)
        rows.append({**base, "started_on": starts, "ended_on": last, "kind": "post_16", "is_part_time_timetable": "no"})
    return rows
