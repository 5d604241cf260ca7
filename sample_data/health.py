"""Health appointments of the children: booked ahead, mostly kept."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from sample_data.dates import on_the_clock
from sample_data.layout import Row
from sample_data.people import Child, Stay
from sample_data.plan import Home, Span, stream
from sample_data.traits import age, is_short_break, share

KINDS = {"GP": 28, "dentist": 22, "optician": 11, "CAMHS": 16, "CLA health assessment": 9, "hospital": 10}
OUTCOMES = {"attended": 87, "child_declined": 5, "not_brought": 3, "late_cancel_by_us": 1.5,
            "cancelled_by_provider": 2, "rebooked": 1.5}  # fmt: skip
REASONS = {
    "child_declined": ("did not want to go", "asked for another day"),
    "not_brought": ("missing on the day", "no driver on shift", "appointment not in the diary"),
    "late_cancel_by_us": ("short of staff", "child unsettled that morning"),
    "cancelled_by_provider": ("clinic cancelled",),
    "rebooked": ("moved to a day out of school",),
}


def _kind(chance: random.Random, child: Child, day: date) -> str:
    weights = dict(KINDS)
    if share(child, "worries") > 0.5:
        weights["CAMHS"] *= 2
    if age(child, day) >= 14:
        weights["sexual health"] = 4
    return chance.choices(list(weights), list(weights.values()))[0]


def _appointment(chance: random.Random, child: Child, day: date) -> Row:
    outcome: str | None = chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    if share(child, "doctors") > 0.85 and chance.random() < 0.12:
        outcome = "child_declined"
    is_forgotten = chance.random() < 0.03
    booked_for = on_the_clock(datetime.combine(day, time(chance.randrange(9, 17), chance.choice((0, 10, 20, 30, 45)))))
    return {
        "child_id": child.child_id,
        "kind": _kind(chance, child, day),
        "known_on": day - timedelta(days=chance.choice((2, 6, 9, 14, 21, 28))),
        "booked_for": booked_for,
        "outcome": None if is_forgotten else outcome,
        "outcome_reason": chance.choice(REASONS[outcome]) if outcome in REASONS and not is_forgotten else None,
    }


def appointment_rows(home: Home, stays: list[Stay], seed: int, span: Span) -> list[Row]:
    """Every appointment that fell into the stays of this home, with ids from the home's own block."""
    rows: list[Row] = []
    for stay in stays:
        chance = stream(seed, "health", stay.stay_id)
        mean = 120 if is_short_break(stay.child) else 26 + 24 * share(stay.child, "health")
        day = max(stay.admitted_on, span.first) + timedelta(days=round(chance.expovariate(1 / mean)))
        while day < min(stay.discharged_on, span.horizon):
            if day.weekday() < 5:
                rows.append(_appointment(chance, stay.child, day))
            day += timedelta(days=1 + round(chance.expovariate(1 / mean)))
    rows.sort(key=lambda row: (row["booked_for"], row["child_id"]))
    for number, row in enumerate(rows, 1):
        row["appointment_id"] = f"HA{home.index + 1:03d}{number:05d}"
    return rows
