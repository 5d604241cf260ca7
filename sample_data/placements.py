"""A child's whole care history as episodes: where they lived before us, with us, and after."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

from sample_data.dates import DAY, birthday
from sample_data.layout import Row
from sample_data.people import Child, Stay
from sample_data.plan import stream
from sample_data.traits import is_short_break

ELSEWHERE = {"U1": 34, "U3": 12, "U4": 8, "K2": 24, "K1": 2, "P1": 8, "R1": 4, "T3": 5, "Z1": 3}
AFTERWARDS = {
    "moved to foster care": "U4",
    "moved to another provider": "K2",
    "moved to semi-independence": "H5",
    "placement broke down": "K2",
    "placed elsewhere in crisis": "Z1",
    "home closed": "K2",
    "home being refurbished": "K2",
}


def _row(child: Child, first: date, last: date | None, reason: str, status: str, kind: str, urn: str | None) -> Row:
    return {
        "child_id": child.child_id,
        "started_on": first,
        "ended_on": last,
        "reason_new_episode": reason,
        "legal_status": status,
        "placement_type": kind,
        "urn": urn,
    }


def _before(chance: random.Random, child: Child, admitted_on: date) -> list[Row]:
    """Where the child was looked after before the first stay with us, one place after the other."""
    days = (admitted_on - child.looked_after_from).days
    if days < 10:
        return []
    moves = min(chance.choices((0, 1, 2, 3, 5), (38, 30, 18, 10, 4))[0], days // 10)
    turns = sorted(chance.sample(range(5, days - 2), min(moves, days - 8)))
    starts = [child.looked_after_from, *(child.looked_after_from + timedelta(days=turn) for turn in turns)]
    rows: list[Row] = []
    for first, last in pairwise([*starts, admitted_on]):
        goes_on = bool(rows) and chance.random() < 0.15
        kind = rows[-1]["placement_type"] if goes_on else chance.choices(list(ELSEWHERE), list(ELSEWHERE.values()))[0]
        urn = rows[-1]["urn"] if goes_on else f"SC4{chance.randrange(10**5):05d}"
        reason = "S" if not rows else "L" if goes_on else "P"
        rows.append(_row(child, first, last, reason, "V2" if not rows else child.legal_status, kind, urn))
    return rows


def _with_us(chance: random.Random, stay: Stay, reason: str) -> list[Row]:
    """The stay as a placement, now and then in two episodes because the legal status changed."""
    child, urn = stay.child, f"SC{200000 + stay.home.index}"
    days = (stay.discharged_on - stay.admitted_on).days
    if days < 60 or chance.random() > 0.18 or is_short_break(child):
        return [_row(child, stay.admitted_on, stay.discharged_on, reason, child.legal_status, "K2", urn)]
    changed = stay.admitted_on + timedelta(days=chance.randrange(20, days - 20))
    return [
        _row(child, stay.admitted_on, changed, reason, "C1" if child.legal_status == "C2" else "V2", "K2", urn),
        _row(child, changed, stay.discharged_on, "L", child.legal_status, "K2", urn),
    ]


def _after(child: Child, stay: Stay) -> list[Row]:
    """Where the child went, when they stayed in care; open until they come of age."""
    kind = AFTERWARDS.get(stay.end_reason)
    adult_on = birthday(child.born, 18)
    if kind is None or stay.discharged_on >= adult_on or is_short_break(child):
        return []
    urn = f"SC5{int(child.upn[-5:]):05d}"
    moved_on = max(stay.discharged_on, stay.admitted_on + DAY)
    return [_row(child, moved_on, adult_on, "P", child.legal_status, kind, urn)]


def placement_rows(stays: list[Stay], seed: int) -> list[Row]:
    """The care history of one child whose stays these are, in order; every stay is a placement too."""
    child = stays[0].child
    chance = stream(seed, "placements", child.child_id)
    rows = [] if is_short_break(child) else _before(chance, child, stays[0].admitted_on)
    for stay in stays:
        goes_on = bool(rows) and rows[-1]["ended_on"] == stay.admitted_on
        rows += _with_us(chance, stay, "P" if goes_on else "S")
    return rows + _after(child, stays[-1])
