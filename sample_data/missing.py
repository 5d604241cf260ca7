"""Missing episodes of a home: few children, mostly evenings and nights, and the return interviews that follow."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from sample_data.dates import DAY, birthday, on_the_clock
from sample_data.incidents import residents_by_day
from sample_data.layout import Row
from sample_data.people import Child, Stay
from sample_data.plan import Home, Span, stream

HOURS = (15, 16, 17, 18, 19, 20, 21, 21, 22, 22, 23, 23, 0, 2, 8)
HALLOWEEN = (10, 31)


def _rate(home: Home, child: Child, day: date) -> float:
    """The chance that the child goes missing on the day."""
    if home.awaits(day, "better"):
        return max(child.roams * 1.3, 0.022)
    if home.is_turned(day, "better"):
        return min(child.roams, 0.02) * 0.2
    return child.roams


def _return(chance: random.Random, left: datetime, discharged_on: date) -> datetime:
    """When the child came back: most within a night, and before they moved out."""
    hours = min(chance.lognormvariate(1.9, 0.95), 140)
    back = left + timedelta(minutes=max(6, round(hours * 12)) * 5)
    last = datetime.combine(discharged_on, time(10, 30))
    return on_the_clock(min(back, max(last, left + timedelta(minutes=30))))


def _after(chance: random.Random, start: datetime, low: float, high: float) -> datetime:
    return on_the_clock(start + timedelta(minutes=round(chance.uniform(low, high) * 12) * 5))


def _interview(chance: random.Random, returned: datetime) -> Row:
    """What became of the return interview: offered in time to most, completed by most of those."""
    luck = chance.random()
    if luck < 0.07:
        return {"rhi_outcome": "not_offered"}
    offered = _after(chance, returned, 3, 50) if luck < 0.88 else _after(chance, returned, 73, 120)
    if chance.random() < 0.25:
        return {"rhi_offered_at": offered, "rhi_outcome": "declined"}
    done = _after(chance, offered, 1, 20) if chance.random() < 0.85 else _after(chance, offered, 24, 90)
    return {
        "rhi_offered_at": offered,
        "rhi_outcome": "completed",
        "rhi_completed_at": done,
        "is_rhi_independent": "yes" if chance.random() < 0.9 else "no",
    }


def _episode(chance: random.Random, home: Home, child: Child, left: datetime, returned: datetime) -> Row:
    """One episode in the columns of the export."""
    kind = chance.choices(("M", "A"), (76, 24))[0]
    noticed = on_the_clock(left + timedelta(minutes=chance.choice((0, 5, 15, 30, 60))))
    noticed = min(noticed, returned)
    record = _after(chance, noticed, *((0.5, 21) if chance.random() < 0.88 else (25, 60)))
    if returned - noticed < timedelta(hours=20):
        record = max(record, on_the_clock(returned + timedelta(minutes=20)))
    row: Row = {
        "child_id": child.child_id,
        "home_id": home.home_id,
        "kind": kind,
        "missing_from_at": left,
        "noticed_at": noticed,
        "returned_at": returned,
        "record_completed_at": record,
        "is_philomena_followed": "yes" if chance.random() < 0.92 else "no",
        "plans_reviewed_at": _after(chance, returned, 5, 70) if chance.random() < 0.8 else None,
    }
    if kind == "M":
        row["upgraded_at"] = min(_after(chance, left, 0.5, 3), returned) if chance.random() < 0.07 else None
        told = _after(chance, noticed, 0.1, 4)
        row["police_reported_at"] = told if told < returned else None
        row |= _interview(chance, returned)
    return row


def _date_only(row: Row) -> Row:
    """The episode as kept by somebody who noted days and no times."""
    bare = {"missing_from_at": row["missing_from_at"].date(), "returned_at": row["returned_at"].date()}
    return {**row, **bare, "noticed_at": None, "upgraded_at": None, "police_reported_at": None}


def _sent_twice(chance: random.Random, row: Row) -> list[Row]:
    """The row, and now and then a second one for the same episode that starts fifteen minutes later."""
    if chance.random() >= 0.08:
        return [row]
    second = on_the_clock(row["missing_from_at"] + timedelta(minutes=15))
    keep = ("child_id", "home_id", "kind", "returned_at")
    return [row, {**{name: row[name] for name in keep}, "missing_from_at": second}]


def _leaves(chance: random.Random, home: Home, child: Child, day: date, wanted: bool) -> datetime | None:
    if not wanted and chance.random() >= _rate(home, child, day):
        return None
    clock = time(21, 40) if wanted else time(chance.choice(HOURS), chance.randrange(12) * 5)
    return on_the_clock(datetime.combine(day, clock))


def episode_rows(home: Home, stays: list[Stay], seed: int, span: Span) -> list[Row]:
    """Every episode of the home up to the horizon, in order of time, with ids from the home's own block."""
    chance = stream(seed, "missing", home.index)
    busy_until: dict[str, datetime] = {}
    rows: list[Row] = []
    for number, present in enumerate(residents_by_day(stays, span)):
        day = span.first + number * DAY
        under_age = [stay for stay in present if birthday(stay.child.born, 18) > day + timedelta(days=7)]
        restless = max(under_age, key=lambda stay: stay.child.roams, default=None)
        for stay in under_age:
            wanted = home.index == 0 and (day.month, day.day) == HALLOWEEN and stay is restless
            left = _leaves(chance, home, stay.child, day, wanted)
            since = busy_until.get(stay.child.child_id, datetime(2000, 1, 1))
            if left is None or left <= since:
                continue
            returned = left + timedelta(hours=37) if wanted else _return(chance, left, stay.discharged_on)
            if returned <= left + timedelta(minutes=20):
                continue
            row = _episode(chance, home, stay.child, left, returned)
            is_bare = not wanted and since.date() < day and chance.random() < 0.04
            rows += [_date_only(row)] if is_bare else _sent_twice(chance, row)
            busy_until[stay.child.child_id] = datetime.combine(returned + DAY, time(0)) if is_bare else returned
    rows.sort(key=lambda row: (str(row["missing_from_at"]), row["child_id"]))
    for number, row in enumerate(rows, 1):
        row["episode_id"] = f"M{home.index + 1:03d}{number:05d}"
    return rows
