"""How staff learn and settle in: courses, certificates that run out, probation, appraisals and qualifications."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from sample_data.dates import add_months
from sample_data.layout import Row
from sample_data.plan import Home, Span, stream
from sample_data.staffing import FAR, Employment

# Course: months the certificate lasts, hours.
MANDATORY = {
    "Safeguarding children": (36, 6),
    "First aid at work": (36, 18),
    "Fire safety": (12, 2),
    "Medication": (12, 3),
    "De-escalation and safe holding": (12, 14),
    "Food hygiene": (36, 3),
}
CPD = (("Trauma and attachment", 6), ("Autism in daily life", 3), ("County lines", 2.5), ("Self-harm: what helps", 3),
       ("Life story work", 4), ("Recording that children can read", 2), ("Therapeutic parenting", 6),
       ("Online safety", 1.5))  # fmt: skip
EMPLOYED = ("permanent", "fixed_term")


def _weekday(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def people_of(team: list[Employment]) -> list[list[Employment]]:
    """The spells of each person in this home, in order; somebody made permanent has two."""
    found: dict[str, list[Employment]] = {}
    for spell in team:
        found.setdefault(spell.staff_id, []).append(spell)
    return [sorted(spells, key=lambda spell: spell.started_on) for spells in found.values()]


def moved_in(teams: list[list[Employment]]) -> set[tuple[str, date]]:
    """Who began a spell the day after another of their own ended, in whichever home: they are no starters."""
    ends = {(spell.staff_id, spell.ended_on + timedelta(days=1)) for team in teams for spell in team}
    return {(spell.staff_id, spell.started_on) for team in teams for spell in team} & ends


def _certificates(
    chance: random.Random, first: date, last: date, since: date
) -> Iterator[tuple[str, date, float, date]]:
    """Each mandatory course soon after the start and again before it runs out, or some weeks too late.

    Certificates that had run out before the day `since` are left out.
    """
    for course, (months, hours) in MANDATORY.items():
        done = _weekday(first + timedelta(days=chance.randrange(3, 60)))
        while done <= last:
            expires = add_months(done, months)
            if expires >= since:
                yield course, done, hours, expires
            late = chance.random() < 0.1
            done = _weekday(expires + timedelta(days=chance.randrange(5, 60) if late else -chance.randrange(2, 45)))


def _chosen(chance: random.Random, first: date, last: date, mean: int) -> Iterator[tuple[str, date, float]]:
    """Courses of the person's own choice, some quarters none."""
    day = first + timedelta(days=round(chance.expovariate(1 / mean)))
    while day <= last:
        course, hours = chance.choice(CPD)
        yield course, _weekday(day), hours
        day += timedelta(days=10 + round(chance.expovariate(1 / mean)))


def _of_person(chance: random.Random, spells: list[Employment], span: Span) -> Iterator[Row]:
    first, last = spells[0].started_on, min(spells[-1].ended_on, span.horizon)
    for course, done, hours, expires in _certificates(
        chance, max(first, add_months(span.first, -36)), last, span.first
    ):
        yield {"course": course, "category": "mandatory", "completed_on": done, "hours": hours, "expires_on": expires}
    is_employed = spells[-1].contract in EMPLOYED
    mean = (38 if chance.random() < 0.7 else 85) if is_employed else 200
    since = max(first, add_months(span.first, -4))
    for course, done, hours in _chosen(chance, since, last, mean):
        yield {"course": course, "category": "cpd", "completed_on": done, "hours": hours}
    for _, done, _ in _chosen(chance, since, last, 110 if is_employed else 300):
        yield {"course": "Group supervision", "category": "group_supervision", "completed_on": done, "hours": 1.5}
    qualified = spells[-1].qualified_on
    if qualified and first <= qualified <= last:
        yield {"course": "Level 3 Diploma", "category": "qualification", "completed_on": qualified, "hours": 60}


def training_rows(home: Home, team: list[Employment], seed: int, span: Span) -> list[Row]:
    """Every course of the home's people, booked ones too, with ids from the home's own block."""
    rows: list[Row] = []
    for spells in people_of(team):
        chance = stream(seed, "training", spells[0].staff_id, home.index)
        for row in _of_person(chance, spells, span):
            booked = row["completed_on"] - timedelta(days=chance.choice((0, 7, 14, 30)))
            was_missed = row["category"] == "cpd" and chance.random() < 0.05
            known_on = max(booked, spells[0].started_on)
            row |= {"staff_id": spells[0].staff_id, "known_on": known_on}
            if was_missed:
                row["completed_on"] = None
            if row["completed_on"] is None or row["completed_on"] <= spells[-1].ended_on:
                rows.append(row)
    rows.sort(key=lambda row: (row["known_on"], row["staff_id"], row["course"]))
    for number, row in enumerate(rows, 1):
        row["training_id"] = f"TR{home.index + 1:03d}{number:05d}"
    return rows


def _done(chance: random.Random, due: date, early: int, in_time: float, late: int) -> date | None:
    """When it was done: mostly in the days before it was due, sometimes late, now and then never."""
    luck = chance.random()
    if luck > 0.985:
        return None
    if luck < in_time:
        return _weekday(due - timedelta(days=chance.randrange(2, early)))
    return _weekday(due + timedelta(days=chance.randrange(2, late)))


def _starting(chance: random.Random, spell: Employment) -> Iterator[Row]:
    """The steps of somebody new: induction, both probation reviews and the plan of the first year."""
    steps = (("induction", 42, 12, 25), ("probation_12_weeks", 84, 8, 20), ("probation_20_weeks", 140, 8, 25),
             ("training_plan", 365, 60, 40))  # fmt: skip
    for kind, days, early, late in steps:
        due = spell.started_on + timedelta(days=days)
        yield {"kind": kind, "due_on": due, "done_on": _done(chance, due, early, 0.88, late),
               "known_on": spell.started_on}  # fmt: skip


def _appraisals(chance: random.Random, first: date, last: date) -> Iterator[Row]:
    """One within twelve months of the start and of the last one."""
    since = first
    while since <= last:
        due = add_months(since, 12)
        done = _done(chance, due, 40, 0.87, 60)
        yield {"kind": "appraisal", "due_on": due, "done_on": done, "known_on": since}
        since = done or due


def milestone_rows(
    home: Home, team: list[Employment], moved: set[tuple[str, date]], seed: int, span: Span
) -> list[Row]:
    """The milestones of the people employed in the home that fell due while they were, a year back and on."""
    rows: list[Row] = []
    early = add_months(span.first, -15)
    for spells in people_of(team):
        first, last = spells[0], spells[-1]
        chance = stream(seed, "milestones", first.staff_id, home.index)
        if last.contract not in EMPLOYED:
            continue
        found = list(_appraisals(chance, first.started_on, span.horizon))
        if (first.staff_id, first.started_on) not in moved:
            found += _starting(chance, first)
        if first.role == "Registered Manager":
            due = add_months(first.started_on, 36)
            found.append({"kind": "manager_level_5", "due_on": due, "done_on": _done(chance, due, 400, 0.92, 90),
                          "known_on": first.started_on})  # fmt: skip
        for row in found:
            if row["done_on"] and row["done_on"] > last.ended_on:
                row["done_on"] = None
            is_theirs = row["known_on"] <= last.ended_on and (last.ended_on == FAR or row["due_on"] <= last.ended_on)
            if is_theirs and row["due_on"] >= early:
                rows.append({**row, "staff_id": first.staff_id})
    rows.sort(key=lambda row: (row["due_on"], row["staff_id"], row["kind"]))
    for number, row in enumerate(rows, 1):
        row["milestone_id"] = f"MS{home.index + 1:03d}{number:05d}"
    return rows
