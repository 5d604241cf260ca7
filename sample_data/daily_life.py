"""What children do and how they get about: clubs and trips of their own liking, and the journeys of the week."""

from __future__ import annotations

import random
from datetime import date

from sample_data.dates import DAY, is_school_day, leaves_school_on
from sample_data.incidents import residents_by_day
from sample_data.layout import Row
from sample_data.people import Child, Stay
from sample_data.plan import Home, Span, stream
from sample_data.schooling import goes_to_school
from sample_data.traits import HOBBIES, SPORTS, age, is_lively, is_short_break, pick, share

TRIPS = (("swimming pool", 90, True), ("cinema", 150, False), ("park and ball games", 75, True),
         ("bowling", 90, True), ("museum", 120, False), ("bike ride", 80, True), ("beach", 180, True))  # fmt: skip
AT_HOME = (("football in the garden", 45, True), ("baking", 60, False), ("board games", 60, False),
           ("trampoline", 30, True), ("film night", 110, False), ("walk with staff", 40, True))  # fmt: skip
PURPOSES = {"shopping": 34, "activity": 26, "contact": 18, "appointment": 12, "leisure_walk": 10}


def _activity(day: date, children: list[Child], minutes: int, name: str, *traits: bool) -> Row:
    """An activity with whether it was extra-curricular, physical, organised and refused."""
    names = ("is_extracurricular", "is_physical", "is_organised", "is_refused")
    flags = {column: "yes" if value else "no" for column, value in zip(names, traits, strict=True)}
    ids = ";".join(child.child_id for child in children)
    return {"child_ids": ids, "date": day, "minutes": minutes, "name": name, **flags}


def _clubs(chance: random.Random, child: Child, day: date) -> list[Row]:
    """The child's own club on its day of the week and, in term, the lesson in physical education."""
    rows: list[Row] = []
    in_term = is_school_day(day)
    has_lesson = in_term and day <= leaves_school_on(child.born) and day.weekday() == int(share(child, "pe") * 5)
    if has_lesson and chance.random() < 0.85:
        rows.append(_activity(day, [child], 100, "physical education", False, True, True, False))
    options = SPORTS if is_lively(child) else HOBBIES
    days = {int(share(child, "club day") * 6)}
    if share(child, "keen") > 0.55:
        days.add(int(share(child, "second club day") * 6))
    goes = age(child, day) >= 7 and share(child, "joins") < 0.85 and day.weekday() in days
    if goes and (in_term or day.weekday() == 5) and chance.random() < 0.9:
        is_refused = chance.random() < (0.22 if share(child, "temper") > 0.8 else 0.08)
        minutes = (45, 60, 75, 90)[int(share(child, "club length") * 4)]
        rows.append(_activity(day, [child], minutes, pick(child, "club", options), True, is_lively(child), True,
                              is_refused))  # fmt: skip
    return rows


def _together(chance: random.Random, home: Home, present: list[Child], day: date) -> list[Row]:
    """What the home did together: trips at weekends and in the holidays, games and baking on other evenings."""
    is_free = not is_school_day(day)
    likely = 0.55 if is_free else 0.3
    likely *= 0.65 if home.is_turned(day, "worse") else 1.2 if home.is_turned(day, "better") else 1
    if not present or chance.random() >= likely:
        return []
    name, minutes, is_physical = chance.choice(TRIPS if is_free else AT_HOME)
    joins = [child for child in present if chance.random() < 0.8 + 0.15 * (is_lively(child) and is_physical)]
    stays_back = [child for child in present if child not in joins and chance.random() < 0.3]
    minutes += chance.choice((-15, 0, 0, 15, 30))
    rows = [_activity(day, joins, minutes, name, is_free, is_physical, is_free, False)] if joins else []
    return rows + [_activity(day, [child], minutes, name, is_free, is_physical, is_free, True) for child in stays_back]


def activity_rows(home: Home, stays: list[Stay], seed: int, span: Span) -> list[Row]:
    """Every activity of the children resident in the home, with ids from the home's own block."""
    chance = stream(seed, "activities", home.index)
    rows: list[Row] = []
    for number, residents in enumerate(residents_by_day(stays, span)):
        day = span.first + number * DAY
        present = [stay.child for stay in residents]
        for child in present:
            if not is_short_break(child) or day.weekday() < 5:
                rows += _clubs(chance, child, day)
        rows += _together(chance, home, present, day)
    for number, row in enumerate(rows, 1):
        row["activity_id"] = f"A{home.index + 1:03d}{number:06d}"
    return rows


def _way(chance: random.Random, child: Child) -> tuple[str, int]:
    """The way the child gets about and the minutes on foot or wheels in it; most keep to one way."""
    habit = share(child, "way to school")
    if child.is_exempt or habit < 0.3 or chance.random() < 0.12:
        return "car", 0
    if habit < 0.66:
        return ("walk" if not child.has_disability or habit < 0.6 else "wheel"), 8 + int(share(child, "distance") * 20)
    if habit < 0.74:
        return "cycle", 10 + int(share(child, "distance") * 15)
    return "public_transport", 4 + int(share(child, "stop") * 14)


def _journeys(chance: random.Random, stay: Stay, day: date) -> list[Row]:
    child = stay.child
    rows: list[Row] = []
    base: Row = {"child_id": child.child_id, "date": day}
    at_school = is_school_day(day) and day <= leaves_school_on(child.born) and chance.random() < child.attends
    if at_school and goes_to_school(child, stay.home):
        mode, minutes = _way(chance, child)
        rows.append({**base, "purpose": "school", "mode": mode, "active_minutes": minutes})
    if chance.random() < (0.3 if day.weekday() > 4 else 0.16):
        purpose = chance.choices(list(PURPOSES), list(PURPOSES.values()))[0]
        mode, minutes = ("walk", chance.choice((20, 30, 45))) if purpose == "leisure_walk" else _way(chance, child)
        is_noted = mode == "car" or chance.random() < 0.95
        rows.append({**base, "purpose": purpose, "mode": mode, "active_minutes": minutes if is_noted else None})
    return rows


def journey_rows(home: Home, stays: list[Stay], seed: int, span: Span) -> list[Row]:
    """Every journey of the children resident in the home, one row there and back, with ids from the home's block."""
    chance = stream(seed, "journeys", home.index)
    rows: list[Row] = []
    for number, residents in enumerate(residents_by_day(stays, span)):
        day = span.first + number * DAY
        for stay in residents:
            rows += _journeys(chance, stay, day)
    for number, row in enumerate(rows, 1):
        row["journey_id"] = f"J{home.index + 1:03d}{number:06d}"
    return rows
