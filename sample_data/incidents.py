"""Incidents of a home day by day, busier in the evening and at weekends, with what was recorded afterwards."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from sample_data.dates import DAY, on_the_clock
from sample_data.layout import Row
from sample_data.people import Child, Stay
from sample_data.plan import Home, Span, stream
from sample_data.staffing import Employment

KINDS = {"incident": 36, "restraint": 14, "damage": 12, "self_harm": 8, "bullying": 7, "search": 6, "other": 6,
         "police": 6, "allegation": 5}  # fmt: skip
HOURS = (1, 1, 1, 0.5, 0.5, 0.5, 1, 3, 4, 3, 3, 3, 4, 4, 4, 7, 10, 12, 12, 13, 14, 14, 9, 4)
PLACES = ("lounge", "kitchen", "bedroom", "garden", "hallway", "vehicle", "school", "community")
BEHAVIOUR = {
    "damage": "broke furniture or fittings", "self_harm": "hurt themselves", "bullying": "unkind to another child",
    "search": "room searched with reason given", "police": "police came to the home",
    "allegation": "said something that was passed on",
}  # fmt: skip
INJURY_CHANCE = {"restraint": 0.16, "self_harm": 0.6, "incident": 0.12, "bullying": 0.15, "damage": 0.05}
CAUSE = {"restraint": "restraint", "self_harm": "self_harm", "bullying": "assault", "damage": "accident"}


def residents_by_day(stays: list[Stay], span: Span) -> list[list[Stay]]:
    """For every day from the first to the horizon, the stays of the children resident in the home."""
    days: list[list[Stay]] = [[] for _ in range((span.horizon - span.first).days)]
    for stay in stays:
        first = max(0, (stay.admitted_on - span.first).days)
        for number in range(first, min(len(days), (stay.discharged_on - span.first).days)):
            days[number].append(stay)
    return days


def _kind(chance: random.Random, home: Home, day: date) -> str:
    weights: dict[str, float] = dict(KINDS)
    if home.is_turned(day, "worse"):
        weights["restraint"] *= 5
    elif home.awaits(day, "worse"):
        weights["restraint"] *= 0.6
    return chance.choices(list(weights), list(weights.values()))[0]


def later(chance: random.Random, start: datetime, limit: float, in_time: float, never: float = 0.03) -> datetime | None:
    """A time after the start, within the limit in hours as often as `in_time` says, or None when never done."""
    luck = chance.random()
    if luck < never:
        return None
    hours = chance.uniform(0.5, limit * 0.9) if luck < never + in_time else chance.uniform(limit * 1.02, limit * 2.4)
    moment = start + timedelta(minutes=round(hours * 12) * 5)
    return on_the_clock(moment)


def _injury(chance: random.Random, kind: str, children: list[Child], staff: list[str]) -> Row:
    """Who was hurt and how badly; nobody in most incidents."""
    if chance.random() >= INJURY_CHANCE.get(kind, 0.02):
        return {"injury_severity": "none", "is_riddor": "no", "injured_visitors": 0}
    is_staff = bool(staff) and kind in ("restraint", "incident") and chance.random() < 0.45
    severity = chance.choices(("first_aid", "medical", "hospital", "serious"), (78, 14, 7, 1))[0]
    return {
        "injured_child_ids": None if is_staff else children[0].child_id,
        "injured_staff_ids": staff[0] if is_staff else None,
        "injured_visitors": int(chance.random() < 0.02),
        "injury_cause": CAUSE.get(kind, chance.choice(("accident", "assault", "sport"))),
        "injury_severity": severity,
        "is_riddor": "yes" if is_staff and severity in ("hospital", "serious") else "no",
    }


def _follow_up(chance: random.Random, kind: str, start: datetime, slack: float) -> Row:
    """What was recorded afterwards and when; restraints have the debriefs and sign-off the law asks for."""
    is_restraint = kind == "restraint"
    declined = chance.random() < 0.09
    row: Row = {
        "record_completed_at": later(chance, start, 24, 0.9 - slack),
        "staff_debrief_at": later(chance, start, 24 if is_restraint else 48, 0.86 - slack, 0.05),
        "child_debrief_at": None if declined else later(chance, start, 48, 0.82 - slack, 0.06),
        "is_child_debrief_declined": "yes" if declined else "no",
        "signed_off_at": later(chance, start, 48 if is_restraint else 72, 0.88 - slack, 0.05),
        "plans_reviewed_at": later(chance, start, 72, 0.75 - slack, 0.15),
    }
    if is_restraint:
        row["spoke_to_user_at"] = later(chance, start, 48, 0.9 - slack, 0.04)
        row["spoke_to_child_at"] = later(chance, start, 120, 0.93 - slack, 0.04)
    return row


def _notices(chance: random.Random, kind: str, start: datetime, is_grave: bool) -> Row:
    """Who outside had to be told, and when they were."""
    is_notifiable = is_grave or kind == "allegation" or (kind == "police" and chance.random() < 0.4)
    row: Row = {"is_notifiable": "yes" if is_notifiable else "no"}
    if is_notifiable:
        aware = on_the_clock(start + timedelta(minutes=chance.choice((0, 5, 20, 60, 600))))
        row["became_aware_at"] = aware
        row["ofsted_notified_at"] = later(chance, aware, 24, 0.85)
        row["lado_contacted_at"] = later(chance, aware, 24, 0.9) if kind == "allegation" else None
    return row


def _incident(chance: random.Random, home: Home, day: date, present: list[Child], at_work: list[str]) -> Row:
    """One incident on the day, with one child or two, in the columns of the export."""
    kind = _kind(chance, home, day)
    hour = chance.choices(range(24), HOURS)[0]
    start = on_the_clock(datetime.combine(day, time(hour, chance.randrange(12) * 5)))
    is_shared = chance.random() < (0.6 if kind == "bullying" else 0.12)
    involved = chance.sample(present, min(len(present), 2 if is_shared else 1))
    staff = chance.sample(at_work, min(len(at_work), 2 if kind == "restraint" else 1))
    injury = _injury(chance, kind, involved, staff)
    lasts = chance.choice((2, 4, 7) if kind == "restraint" else (10, 20, 45))
    is_planned = kind == "restraint" and involved[0].has_disability and chance.random() < 0.3
    is_found_later = kind in ("search", "damage", "self_harm") and chance.random() < 0.2
    row: Row = {
        "home_id": home.home_id,
        "kind": kind,
        "occurred_at": start,
        "ended_at": on_the_clock(start + timedelta(minutes=lasts)),
        "discovered_at": on_the_clock(start + timedelta(hours=chance.randrange(1, 9))) if is_found_later else None,
        "location": chance.choice(PLACES),
        "behaviour": BEHAVIOUR.get(kind, "shouted, pushed or threatened others"),
        "child_ids": ";".join(child.child_id for child in involved),
        "staff_ids": ";".join(staff),
        "is_planned_in_ehcp": "yes" if is_planned else "no",
        "is_police_involved": "yes" if kind == "police" or chance.random() < 0.03 else "no",
        "is_serious_violence": "yes" if kind in ("incident", "police") and chance.random() < 0.02 else "no",
    }
    slack = 0.25 if home.is_turned(day, "worse") else 0.0
    row |= _follow_up(chance, kind, start, slack) | injury
    return row | _notices(chance, kind, start, injury["injury_severity"] in ("hospital", "serious"))


def incident_rows(home: Home, stays: list[Stay], team: list[Employment], seed: int, span: Span) -> list[Row]:
    """Every incident of the home up to the horizon, in order of time, with ids from the home's own block."""
    chance = stream(seed, "incidents", home.index)
    rows: list[Row] = []
    for number, present in enumerate(residents_by_day(stays, span)):
        day = span.first + number * DAY
        rate = len(present) * (0.055 if day.weekday() > 3 else 0.038) * (0.5 if home.is_short_break else 1)
        rate *= 1.5 if home.is_turned(day, "worse") else 1
        while present and chance.random() < rate:
            at_work = [spell.staff_id for spell in team if spell.works(day) and spell.role != "Home Administrator"]
            rows.append(_incident(chance, home, day, [stay.child for stay in present], at_work))
            rate *= 0.35
    rows.sort(key=lambda row: row["occurred_at"])
    for number, row in enumerate(rows, 1):
        row["incident_id"] = f"I{home.index + 1:03d}{number:05d}"
    return rows
