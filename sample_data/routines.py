"""What a home does every week or month: checks of the building and meetings, mostly kept and sometimes missed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from sample_data.dates import DAY, add_months, months_between
from sample_data.incidents import residents_by_day
from sample_data.layout import Row
from sample_data.people import Stay
from sample_data.plan import Home, Span, stream

WEEKLY_CHECKS = {"fire_alarm": 0.975, "fire_blanket": 0.95, "water_temperature": 0.965}
MONTHLY_CHECKS = {"fire_drill": 0.96, "vehicle": 0.97, "first_aid_box": 0.98}
REMEDIES = {
    "fire_drill": "one child stayed in bed: drill repeated",
    "fire_alarm": "detector on the landing replaced",
    "fire_blanket": "blanket in the kitchen replaced",
    "water_temperature": "mixer valve adjusted",
    "vehicle": "tyre replaced",
    "first_aid_box": "plasters and burn dressings added",
}


def _weeks(first: date, last: date) -> list[date]:
    """The Mondays of the weeks from the one date to before the other."""
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(days=7 * number) for number in range(-(-(last - monday).days // 7))]


def _slipping(home: Home, day: date) -> float:
    """How much of the routine goes missing where things have got worse."""
    return 0.12 if home.is_turned(day, "worse") else 0.0


def _checks(chance: random.Random, home: Home, first: date, last: date) -> Iterator[tuple[date, str]]:
    for kind, kept in WEEKLY_CHECKS.items():
        usual = chance.randrange(5)
        for monday in _weeks(first, last):
            moved = chance.choice((0, 0, 0, 0, 1, -1, 2))
            if chance.random() < kept - _slipping(home, monday) / 2:
                yield monday + timedelta(days=min(6, max(0, usual + moved))), kind
    for kind, kept in MONTHLY_CHECKS.items():
        for month in months_between(first, last - DAY):
            if chance.random() < kept - _slipping(home, month):
                yield month + timedelta(days=chance.randrange(28)), kind


def check_rows(home: Home, seed: int, span: Span) -> list[Row]:
    """Every check of the building and vehicles while the home was registered, with ids from its own block."""
    chance = stream(seed, "checks", home.index)
    first, last = max(span.first, home.registered_from), home.last_day(span.horizon)
    rows: list[Row] = []
    for day, kind in sorted(_checks(chance, home, first, last)):
        is_well = chance.random() > 0.03
        if first <= day < last:
            rows.append({
                "home_id": home.home_id, "kind": kind, "done_on": day,
                "is_satisfactory": "yes" if is_well else "no", "remedy": None if is_well else REMEDIES[kind],
            })  # fmt: skip
    for number, row in enumerate(rows, 1):
        row["check_id"] = f"K{home.index + 1:03d}{number:05d}"
    return rows


def _meetings(chance: random.Random, home: Home, first: date, last: date) -> Iterator[tuple[date, str]]:
    """House and team meetings each week, group supervision each month, a performance meeting each quarter."""
    house_day, team_day = chance.choice((3, 6)), chance.choice((1, 2))
    for monday in _weeks(first, last):
        slips = _slipping(home, monday)
        if chance.random() < 0.93 - slips:
            yield monday + timedelta(days=min(6, house_day + chance.choice((0, 0, 0, 1)))), "house"
        if chance.random() < 0.92 - slips:
            yield monday + timedelta(days=team_day), "team"
    for month in months_between(first, last - DAY):
        if chance.random() < 0.93 - _slipping(home, month):
            yield month + timedelta(days=chance.randrange(6, 26)), "group_supervision"
        if month.month % 3 == 1 and chance.random() < 0.95:
            yield add_months(month, chance.choice((0, 0, 1))) + timedelta(days=chance.randrange(8, 27)), "performance"


def meeting_rows(home: Home, stays: list[Stay], seed: int, span: Span) -> list[Row]:
    """Every meeting of the home; no house meeting in a week without children."""
    chance = stream(seed, "meetings", home.index)
    first, last = max(span.first, home.opened_on), home.last_day(span.horizon)
    residents = residents_by_day(stays, span)
    rows: list[Row] = []
    for day, kind in sorted(_meetings(chance, home, first, last)):
        came: list[str] = []
        if not first <= day < last:
            continue
        if kind == "house":
            came = [stay.child.child_id for stay in residents[(day - span.first).days] if chance.random() < 0.82]
            if not came:
                continue
        has_minutes = chance.random() < 0.95 - _slipping(home, day)
        rows.append({
            "home_id": home.home_id, "kind": kind, "held_on": day, "child_ids": ";".join(came) or None,
            "has_minutes": "yes" if has_minutes else "no",
        })  # fmt: skip
    for number, row in enumerate(rows, 1):
        row["meeting_id"] = f"G{home.index + 1:03d}{number:05d}"
    return rows
