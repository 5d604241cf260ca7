"""Concerns about exploitation and serious violence, and the strategy meetings that incidents and concerns lead to."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from sample_data.dates import on_the_clock
from sample_data.layout import Row
from sample_data.people import Child, Stay
from sample_data.plan import Home, Span, stream
from sample_data.traits import age, is_short_break, share

STRANDS = {"cce": 34, "cse": 24, "serious_violence_victim": 16, "serious_violence_perpetrator": 12, "trafficking": 10,
           "radicalisation": 4}  # fmt: skip
OUTCOMES = ("no further action", "safety plan changed", "enquiry under section 47", "further meeting agreed")
LADO_OUTCOMES = ("unfounded", "unsubstantiated", "substantiated", "advice given to the home")


def _concern(chance: random.Random, child: Child, identified_on: date) -> Row:
    strand = chance.choices(list(STRANDS), list(STRANDS.values()))[0]
    is_substantiated = chance.random() < 0.35
    is_referred = strand in ("trafficking", "cce") and is_substantiated and chance.random() < 0.7
    closes = identified_on + timedelta(days=chance.randrange(60, 320)) if chance.random() < 0.75 else None
    return {
        "child_id": child.child_id,
        "strand": strand,
        "risk_level": chance.choices(("low", "medium", "high"), (34, 46, 20))[0],
        "identified_on": identified_on,
        "assessed_on": identified_on + timedelta(days=chance.choice((1, 2, 3, 5, 8, 14))),
        "is_substantiated": "yes" if is_substantiated else "no",
        "nrm_reference": f"NRM{chance.randrange(10**5, 10**6)}" if is_referred else None,
        "closed_on": closes,
    }


def concern_rows(home: Home, of_children: list[list[Stay]], seed: int, span: Span) -> list[Row]:
    """The concerns about the children who came to this home first; some began before they came."""
    rows: list[Row] = []
    for stays in of_children:
        child, first, last = stays[0].child, stays[0].admitted_on, min(stays[-1].discharged_on, span.horizon)
        chance = stream(seed, "exploitation", child.child_id)
        likely = 0.6 if child.roams > 0.01 else 0.16
        if is_short_break(child) or age(child, first) < 11 or share(child, "exploited") > likely:
            continue
        for _ in range(chance.choice((1, 1, 2))):
            days = max(1, (last - first).days)
            since = first - timedelta(days=chance.randrange(20, 200)) if chance.random() < 0.25 else first
            rows.append(_concern(chance, child, since + timedelta(days=chance.randrange(days))))
    rows.sort(key=lambda row: (row["identified_on"], row["child_id"], row["strand"]))
    for number, row in enumerate(rows, 1):
        row["concern_id"] = f"E{home.index + 1:03d}{number:04d}"
    return rows


def _meeting(chance: random.Random, home: Home, kind: str, since: date | datetime, children: str) -> Row:
    """A meeting asked for on the next working morning, held within some days, and now and then not at all."""
    day = (since.date() if isinstance(since, datetime) else since) + timedelta(days=1)
    day += timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))
    asked = datetime.combine(day, time(chance.randrange(9, 17), chance.choice((0, 15, 30, 45))))
    held: datetime | None = None
    if chance.random() < 0.95:
        meets = day + timedelta(days=chance.choice((0, 1, 1, 2, 3, 5, 8)))
        meets += timedelta(days={5: 2, 6: 1}.get(meets.weekday(), 0))
        hour = 17 if meets == day else chance.randrange(9, 16)
        held = on_the_clock(max(datetime.combine(meets, time(hour, 30)), asked))
    outcome = chance.choice(LADO_OUTCOMES if kind == "lado" else OUTCOMES)
    return {
        "home_id": home.home_id,
        "child_ids": children,
        "kind": kind,
        "requested_at": on_the_clock(asked),
        "held_at": held,
        "outcome": outcome if held else None,
    }


def _reasons(chance: random.Random, incidents: list[Row], episodes: list[Row]) -> list[tuple[str, Any, str]]:
    """What led to a meeting: kind, when it happened and the children concerned."""
    found: list[tuple[str, Any, str]] = []
    for row in incidents:
        is_grave = row["injury_severity"] in ("hospital", "serious") or row["is_serious_violence"] == "yes"
        if row["kind"] == "allegation" and chance.random() < 0.6:
            found.append(("lado", row["occurred_at"], row["child_ids"]))
        elif is_grave and chance.random() < 0.6:
            found.append(("s47", row["occurred_at"], row["child_ids"]))
        elif row["kind"] == "self_harm" and chance.random() < 0.12:
            found.append(("other", row["occurred_at"], row["child_ids"]))
    for row in episodes:
        if row["kind"] == "M" and row.get("noticed_at") and chance.random() < 0.14:
            found.append(("missing", row["noticed_at"], row["child_id"]))
    return found


def meeting_rows(
    home: Home, stays: list[Stay], incidents: list[Row], episodes: list[Row], concerns: list[Row], seed: int, span: Span
) -> list[Row]:
    """The strategy meetings about children of the home, with ids from the home's own block."""
    chance = stream(seed, "strategy", home.index)
    reasons = _reasons(chance, incidents, episodes)
    for concern in concerns:
        day = concern["assessed_on"]
        is_here = any(
            stay.child.child_id == concern["child_id"] and stay.admitted_on <= day < stay.discharged_on
            for stay in stays
        )
        if is_here and day >= span.first and concern["risk_level"] != "low" and chance.random() < 0.75:
            reasons.append(("exploitation", day, concern["child_id"]))
    rows = [_meeting(chance, home, *reason) for reason in reasons]
    rows.sort(key=lambda row: (row["requested_at"], row["child_ids"], row["kind"]))
    for number, row in enumerate(rows, 1):
        row["meeting_id"] = f"SM{home.index + 1:03d}{number:05d}"
    return rows
