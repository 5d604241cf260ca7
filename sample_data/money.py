"""What a home costs and how its posts and shifts are filled, month by month."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sample_data.dates import DAY, add_months, months_between
from sample_data.layout import Row
from sample_data.plan import Home, Span, stream
from sample_data.staffing import Employment

# Pounds a month for a place; income is what other authorities pay and is sent as a negative number.
LINES = {"staffing": 11800, "agency": 900, "premises": 1700, "child": 1250, "other": 480, "income": -2600}
UNEVEN = {"staffing": 0.02, "agency": 0.3, "premises": 0.09, "child": 0.07, "other": 0.12, "income": 0.1}
BOOKS_CLOSE_AFTER = timedelta(days=11)


def _months(home: Home, span: Span) -> list[date]:
    """The months of the export in which the home was registered, from the April before the first day."""
    april = date(span.first.year - (span.first.month < 4), 4, 1)
    first = max(april, home.registered_from.replace(day=1))
    return months_between(first, home.last_day(span.horizon - DAY))


def _actual(chance: random.Random, home: Home, line: str, month: date, budget: float, lean: float) -> float:
    """What was spent: staffing a little under and agency over where posts are vacant, prices up over the year."""
    level = 1 + chance.gauss(0, UNEVEN[line]) + lean
    if line == "agency" and home.is_turned(month, "worse"):
        level += 1.1
    if line == "agency" and home.is_turned(month, "better"):
        level -= 0.25
    if line == "premises" and month.month in (12, 1, 2):
        level += 0.12
    return round(budget * max(level, 0.1), 2)


def finance_rows(home: Home, seed: int, span: Span) -> list[Row]:
    """Budget, actual and forecast of every cost line and month; an actual is known once the month's books close."""
    chance = stream(seed, "finance", home.index)
    lean = {line: chance.gauss(0, UNEVEN[line] / 3) for line in LINES}
    rows: list[Row] = []
    for month in _months(home, span):
        years = month.year - (month.month < 4) - (span.first.year - (span.first.month < 4))
        places = home.places + (home.extra_place_from is not None and month >= home.extra_place_from)
        for line, each in LINES.items():
            budget = (
                float(round(each * places * 1.03**years / 50) * 50) if month >= home.opened_on.replace(day=1) else 0
            )
            rows.append({
                "home_id": home.home_id,
                "month": month,
                "cost_line": line,
                "budget": budget,
                "actual": _actual(chance, home, line, month, budget, lean[line]),
                "forecast": round(budget * (1 + lean[line])),
                "closed_on": add_months(month, 1) + BOOKS_CLOSE_AFTER,
            })  # fmt: skip
    return rows


def post_rows(home: Home, team: list[Employment], seed: int, span: Span) -> list[Row]:
    """Posts established and vacant at the end of each month, and how many shifts agency workers took."""
    chance = stream(seed, "posts", home.index)
    own = [spell for spell in team if spell.contract in ("permanent", "fixed_term")]
    ends = [add_months(month, 1) - DAY for month in _months(home, span)]
    filled = [sum(spell.works(day) for spell in own) for day in ends]
    established = max(filled, default=0)
    rows: list[Row] = []
    for day, people in zip(ends, filled, strict=True):
        if day < max(home.opened_on, span.first):
            continue
        shifts = day.day * (2 + -(-home.places // 2))
        by_agency = 0.025 + 0.045 * (established - people) / max(1, established) * 6
        by_agency *= 1.5 if home.is_turned(day, "worse") else 1
        rows.append({
            "home_id": home.home_id,
            "month": day.replace(day=1),
            "established_posts": established,
            "vacant_posts": established - people,
            "shifts": shifts,
            "agency_shifts": min(shifts, round(shifts * by_agency * chance.uniform(0.7, 1.3))),
            "known_on": day + timedelta(days=3),
        })  # fmt: skip
    return rows
