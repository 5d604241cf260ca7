"""Sanctions in a home: few children have most of them, and each has its record, debriefs and sign-off."""

from __future__ import annotations

import random
from datetime import date, datetime, time

from sample_data.dates import DAY, on_the_clock
from sample_data.incidents import HOURS, later, residents_by_day
from sample_data.layout import Row
from sample_data.people import Child, Stay
from sample_data.plan import Home, Span, stream
from sample_data.staffing import Employment
from sample_data.traits import is_short_break, share

MEASURES = ("loss of a privilege", "no console for an evening", "earlier bedtime", "trip put off",
            "pays towards what was broken", "more supervision in the community")  # fmt: skip
RESTORATIVE = ("wrote a letter of apology", "helped to mend what was broken", "talk between the children")
BEHAVIOUR = ("would not come back at the time agreed", "broke fittings", "shouted at and threatened staff",
             "took another child's things", "smoked in the bedroom", "hit another child")  # fmt: skip


def rate(home: Home, child: Child, day: date) -> float:
    """The chance that the child is sanctioned on the day: more at weekends, much more for a few children."""
    temper = share(child, "temper")
    usual = 0.004 + (0.03 if temper > 0.8 else 0.012 * temper)
    usual *= 1.4 if day.weekday() > 4 else 0.9
    usual *= 0.3 if is_short_break(child) else 1
    if home.is_turned(day, "worse"):
        return usual * 2.6
    return usual * (0.6 if home.is_turned(day, "better") else 1)


def _follow_up(chance: random.Random, start: datetime, slack: float) -> Row:
    """What was recorded after it, most of it in the time that law and the framework give."""
    declined = chance.random() < 0.08
    return {
        "record_completed_at": later(chance, start, 24, 0.92 - slack, 0.01),
        "staff_debrief_at": later(chance, start, 48, 0.9 - slack, 0.02),
        "child_debrief_at": None if declined else later(chance, start, 48, 0.86 - slack, 0.02),
        "is_child_debrief_declined": "yes" if declined else "no",
        "spoke_to_user_at": later(chance, start, 48, 0.92 - slack, 0.01),
        "spoke_to_child_at": later(chance, start, 120, 0.94 - slack, 0.01),
        "signed_off_at": later(chance, start, 48, 0.9 - slack, 0.02),
        "plans_reviewed_at": later(chance, start, 72, 0.8 - slack, 0.1),
    }


def _sanction(chance: random.Random, home: Home, child: Child, day: date, team: list[Employment]) -> Row:
    at_work = [spell for spell in team if spell.works(day) and spell.role != "Home Administrator"]
    staff = chance.sample(at_work, min(len(at_work), 1))
    start = on_the_clock(datetime.combine(day, time(chance.choices(range(24), HOURS)[0], chance.randrange(12) * 5)))
    is_restorative = chance.random() < (0.36 if home.is_turned(day, "better") else 0.22)
    slack = 0.2 if home.is_turned(day, "worse") else 0.0
    return {
        "home_id": home.home_id,
        "child_id": child.child_id,
        "occurred_at": start,
        "measure": chance.choice(RESTORATIVE if is_restorative else MEASURES),
        "behaviour": chance.choice(BEHAVIOUR),
        "imposed_by": staff[0].role if staff else None,
        "staff_ids": staff[0].staff_id if staff else None,
        "is_proportionate": "yes" if chance.random() < 0.95 - slack / 2 else "no",
        "is_restorative": "yes" if is_restorative else "no",
        **_follow_up(chance, start, slack),
    }


def sanction_rows(home: Home, stays: list[Stay], team: list[Employment], seed: int, span: Span) -> list[Row]:
    """Every sanction of the home up to the horizon, in order of time, with ids from the home's own block."""
    chance = stream(seed, "sanctions", home.index)
    rows: list[Row] = []
    for number, present in enumerate(residents_by_day(stays, span)):
        day = span.first + number * DAY
        rows += [
            _sanction(chance, home, stay.child, day, team)
            for stay in present
            if chance.random() < rate(home, stay.child, day)
        ]
    rows.sort(key=lambda row: (row["occurred_at"], row["child_id"]))
    for number, row in enumerate(rows, 1):
        row["sanction_id"] = f"SA{home.index + 1:03d}{number:05d}"
    return rows
