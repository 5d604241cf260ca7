"""Reviews of a child's care, schooling and health, and visits by their social worker: each due in its own cycle."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from sample_data.dates import add_months, birthday, is_school_day, leaves_school_on
from sample_data.layout import Row
from sample_data.people import Child, Stay
from sample_data.plan import Home, Span, stream
from sample_data.traits import has_ehcp, is_short_break

Held = tuple[date, str]


def _weekday(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _care_reviews(chance: random.Random, since: date, until: date) -> Iterator[Held]:
    """The first within twenty working days, the second within three months of it, then within six months."""
    late = chance.random() < 0.12
    day = _weekday(since + timedelta(days=chance.randrange(29, 40) if late else chance.randrange(14, 26)))
    yield day, "cla_review"
    gap = (70, 88)
    while day < until:
        gap_days = chance.randrange(*gap) if chance.random() < 0.92 else gap[1] + chance.randrange(8, 40)
        day = _weekday(day + timedelta(days=gap_days))
        yield day, "cla_review"
        gap = (150, 178)


def _every(chance: random.Random, kind: str, first: date, until: date, days: tuple[int, int, int]) -> Iterator[Held]:
    """Held again and again after at least and at most so many days, and now and then so many days too late."""
    least, most, late = days
    day = _weekday(first)
    while day < until:
        yield day, kind
        wait = chance.randrange(least, most) + (late if chance.random() < 0.1 else 0)
        day = _weekday(day + timedelta(days=wait))


def _education_plans(chance: random.Random, child: Child, first: date, last: date) -> Iterator[Held]:
    """One a school term, missed now and then."""
    last = min(last, leaves_school_on(child.born))
    for year in range(first.year, last.year + 1):
        for month, day in ((2, 1), (5, 8), (10, 5)):
            held = _weekday(date(year, month, day) + timedelta(days=chance.randrange(40)))
            while not is_school_day(held):
                held += timedelta(days=1)
            if first <= held < last and chance.random() < 0.9:
                yield held, "pep"


def _of_child(chance: random.Random, child: Child, stays: list[Stay], span: Span) -> Iterator[Held]:
    """What was held for the child up to their leaving, early ones too, so that the first cycle has a beginning."""
    arrived, last = stays[0].admitted_on, min(stays[-1].discharged_on, birthday(child.born, 18))
    early = add_months(span.first, -14)
    if has_ehcp(child):
        yield from _every(chance, "ehcp_review", early + timedelta(days=chance.randrange(330)), last, (330, 366, 50))
    if is_short_break(child):
        return
    yield from _care_reviews(chance, child.looked_after_from, last)
    yield from _education_plans(chance, child, max(early, child.looked_after_from), last)
    assessed = child.looked_after_from + timedelta(days=chance.randrange(14, 40))
    yield from _every(chance, "health_assessment", assessed, last, (335, 364, 45))
    seen = child.looked_after_from + timedelta(days=chance.randrange(20, 120))
    yield from _every(chance, "dental", seen, last, (170, 330, 90))
    visited = arrived + timedelta(days=chance.choice((2, 3, 5, 6, 6, 9)))
    yield from _every(chance, "social_worker_visit", visited, last, (28, 42, 16))


def review_rows(home: Home, of_children: list[list[Stay]], seed: int, span: Span) -> list[Row]:
    """The reviews of the children who came to this home first, with ids from the home's own block."""
    rows: list[Row] = []
    early = add_months(span.first, -14)
    for stays in of_children:
        chance = stream(seed, "reviews", stays[0].child.child_id)
        for held_on, kind in sorted(_of_child(chance, stays[0].child, stays, span)):
            has_view = "yes" if chance.random() < 0.9 else "no"
            if early <= held_on < stays[-1].discharged_on:
                rows.append({
                    "child_id": stays[0].child.child_id, "kind": kind, "held_on": held_on, "has_child_view": has_view,
                })  # fmt: skip
    rows.sort(key=lambda row: (row["held_on"], row["child_id"], row["kind"]))
    for number, row in enumerate(rows, 1):
        row["review_id"] = f"RV{home.index + 1:03d}{number:05d}"
    return rows
