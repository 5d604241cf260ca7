"""What children and others say: answers asked in person each quarter, complaints and compliments."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sample_data.dates import add_months, months_between
from sample_data.incidents import residents_by_day
from sample_data.layout import Row
from sample_data.people import Child, Stay
from sample_data.plan import Home, Span, stream
from sample_data.traits import is_short_break, share

POSITIVE = {"settled": 0.84, "safe": 0.88, "happy": 0.8, "rights": 0.91, "entitlements": 0.84, "complaint": 0.94,
            "rules": 0.95, "advocate": 0.82}  # fmt: skip
RIGHTS = ("rights", "entitlements", "complaint", "rules", "advocate")
ASKERS = {"advocate": 40, "independent person": 25, "reviewing officer": 20, "key worker": 15}
NATURE = ("food", "noise at night", "another child", "how staff spoke", "pocket money", "contact with family",
          "repairs", "parking outside")  # fmt: skip
PRAISE = ("support at school", "how a child was welcomed", "work with the family", "a trip", "calm on a hard day")
OUTCOMES = ("upheld", "partly upheld", "not upheld", "resolved by talking")


def _chance_positive(home: Home, child: Child, question: str, day: date) -> float:
    """The chance of a good answer: children differ, and the homes that change are heard in it."""
    usual = POSITIVE[question] + 0.16 * (share(child, f"says {question}") - 0.5)
    if question in ("safe", "happy", "settled"):
        if home.is_turned(day, "worse"):
            return usual - 0.38
        if home.awaits(day, "better"):
            return usual - 0.25
    return usual


def _answer(chance: random.Random, home: Home, child: Child, question: str, day: date) -> str:
    luck = chance.random()
    if luck < 0.05:
        return "declined"
    good = _chance_positive(home, child, question, day)
    return "positive" if chance.random() < good else chance.choice(("neutral", "neutral", "negative"))


def _response(chance: random.Random, stay: Stay, questions: tuple[str, ...], day: date) -> list[Row]:
    """One conversation: a row a question under one reference, now and then without the child's name."""
    child = stay.child
    is_anonymous = "settled" not in questions and chance.random() < 0.06
    is_observed = child.has_disability and share(child, "speaks") < 0.4
    mode = "observed" if is_observed else chance.choices(("spoken", "written", "app"), (70, 12, 18))[0]
    asked_by = chance.choices(list(ASKERS), list(ASKERS.values()))[0]
    asked = [question for question in questions if chance.random() > 0.03]
    return [
        {
            "question": question,
            "home_id": stay.home.home_id,
            "child_id": None if is_anonymous else child.child_id,
            "stay_id": None if is_anonymous else stay.stay_id,
            "asked_on": day,
            "answer": _answer(chance, stay.home, child, question, day),
            "asked_by": asked_by,
            "mode": mode,
        }
        for question in asked
    ]


def _of_stay(chance: random.Random, stay: Stay, is_first: bool, span: Span) -> list[list[Row]]:
    """What the child was asked in this stay: once about settling in, then every quarter, rights every other time."""
    found: list[list[Row]] = []
    settled_on = stay.admitted_on + timedelta(days=chance.randrange(30, 56))
    is_due = is_first and (stay.discharged_on - stay.admitted_on).days >= 28
    if is_due and span.first <= settled_on < stay.discharged_on and chance.random() < 0.88:
        found.append(_response(chance, stay, ("settled",), settled_on))
    if is_short_break(stay.child):
        if chance.random() < 0.2 and stay.admitted_on >= span.first:
            found.append(_response(chance, stay, ("safe", "happy", "rules"), stay.admitted_on))
        return found
    for month in months_between(span.first, span.horizon)[::3]:
        day = add_months(month, chance.randrange(3)) + timedelta(days=chance.randrange(28))
        if stay.admitted_on + timedelta(days=10) <= day < stay.discharged_on and chance.random() < 0.9:
            with_rights = chance.random() < 0.6
            found.append(_response(chance, stay, ("safe", "happy", *(RIGHTS if with_rights else ())), day))
    return found


def survey_rows(home: Home, stays: list[Stay], seed: int, span: Span) -> list[Row]:
    """Every answer of the children of the home, with references from the home's own block."""
    seen: set[str] = set()
    responses: list[list[Row]] = []
    for stay in stays:
        chance = stream(seed, "surveys", stay.stay_id)
        responses += _of_stay(chance, stay, stay.child.child_id not in seen, span)
        seen.add(stay.child.child_id)
    responses = sorted(filter(None, responses), key=lambda rows: (rows[0]["asked_on"], str(rows[0]["stay_id"])))
    for number, rows in enumerate(responses, 1):
        for row in rows:
            row["response_id"] = f"R{home.index + 1:03d}{number:05d}"
    return [row for rows in responses for row in rows]


def _complaint(chance: random.Random, present: list[Child], received_on: date) -> Row:
    source = chance.choices(("child", "parent", "neighbour", "professional", "staff"), (52, 18, 16, 10, 4))[0]
    if source == "child" and not present:
        source = "neighbour"
    about = chance.sample(present, 1 if chance.random() < 0.9 else min(2, len(present))) if present else []
    stage = chance.choices(("informal", "1", "2", "3"), (38, 50, 10, 2))[0]
    in_time = {"informal": 7, "1": 13, "2": 32, "3": 40}[stage]
    days = chance.randrange(1, in_time) if chance.random() < 0.86 else in_time + chance.randrange(3, 30)
    closed_on = received_on + timedelta(days=days)
    return {
        "received_from": source,
        "child_ids": ";".join(child.child_id for child in about) if source in ("child", "parent") else None,
        "stage": stage,
        "nature": chance.choice(NATURE[:-1] if source != "neighbour" else ("noise at night", NATURE[-1])),
        "is_advocacy_offered": "yes" if source == "child" and chance.random() < 0.93 else "no",
        "outcome": chance.choice(OUTCOMES),
        "outcome_told_child_on": closed_on + timedelta(days=chance.randrange(3)) if source == "child" else None,
        "closed_on": closed_on,
    }


def _compliment(chance: random.Random) -> Row:
    source = chance.choices(("parent", "professional", "child", "neighbour", "staff", "other"), (30, 38, 14, 5, 8, 5))[
        0
    ]
    return {"received_from": source, "nature": chance.choice(PRAISE)}


def feedback_rows(home: Home, stays: list[Stay], seed: int, span: Span) -> list[Row]:
    """Complaints and compliments of the home, in order of the day they came, with ids from the home's own block."""
    chance = stream(seed, "feedback", home.index)
    rows: list[Row] = []
    for number, residents in enumerate(residents_by_day(stays, span)):
        day = span.first + timedelta(days=number)
        present = [stay.child for stay in residents]
        is_worse = home.is_turned(day, "worse")
        if present and chance.random() < (0.026 if is_worse else 0.014):
            rows.append({"kind": "complaint", "received_on": day, **_complaint(chance, present, day)})
        if present and chance.random() < (0.011 if is_worse else 0.02):
            rows.append({"kind": "compliment", "received_on": day, **_compliment(chance)})
    for number, row in enumerate(rows, 1):
        row |= {"home_id": home.home_id, "feedback_id": f"F{home.index + 1:03d}{number:04d}"}
    return rows
