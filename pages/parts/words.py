"""Figures, dates and codes in words: what every page says the same way."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from warehouse.periods import Period
from warehouse.registry import Measure

LONDON = ZoneInfo("Europe/London")

STATUS = {
    "z": "Nobody eligible",
    "x": "Not supplied",
    "c": "Withheld",
}
STATUS_WHY = {
    "z": "Nobody could be counted here in this period, so there is no figure.",
    "x": "No export covers this period, so there is no figure.",
    "c": "The figure is withheld so that no child can be recognised.",
}
BETTER = {
    "higher": "Higher is better",
    "lower": "Lower is better",
    "neutral": "Neither higher nor lower is better",
    "band": "Best within a band",
}
# Units that are more than the name of what is counted.
UNITS = {
    "percent": "percent",
    "per_1000_bed_nights": "for every 1,000 nights",
    "hours_per_child_week": "hours for each child and week",
    "journeys_per_child_week": "journeys for each child and week",
    "episodes_per_child": "episodes for each child",
    "hours_per_fte": "hours for each full-time post",
    "days_per_fte": "days for each full-time post",
    "pounds_per_bed_night": "pounds for each night",
    "pounds_per_child_week": "pounds for each child and week",
}
MINUS = "−"
GRADES = {4: "Outstanding", 3: "Good", 2: "Requires improvement", 1: "Inadequate"}
_COMBINED = {"max": " at the most", "median": " or more for half of them, less for the others"}
_DATASETS = {"qa_activities": "visits and audits"}
_CODES = {
    "full_time": "full-time stay", "respite_short_break": "short break", "emergency": "emergency stay",
    "remand": "remand", "permanent": "permanent", "fixed_term": "fixed term", "bank": "bank", "agency": "agency",
    "restraint": "restraint", "bullying": "bullying", "allegation": "allegation", "self_harm": "self-harm",
    "damage": "damage", "police": "police called", "search": "search", "other": "other", "incident": "incident",
    "first_aid": "first aid", "medical": "medical treatment", "hospital": "hospital treatment",
    "serious": "serious injury", "none": "no injury", "completed": "held", "declined": "declined by the child",
    "not_offered": "not offered", "offered": "offered", "error": "Refused", "waiting": "Waiting", "warning": "Check",
}  # fmt: skip


def code(value: Any) -> str:
    """A code of the data as a person says it; other text as it stands, nothing for a blank."""
    if is_missing(value):
        return ""
    return _CODES.get(str(value), str(value).replace("_", " "))


def is_missing(value: Any) -> bool:
    """Whether a cell of a frame holds nothing: None, a number or a time that is not there."""
    return not isinstance(value, str) and bool(pd.isna(value))


def unit(measure: Measure) -> str:
    """What the figure is a number of: `Percent`, `Number of episodes`, `Hours for each child and week`."""
    if measure.unit == "grade":
        return "Grade"
    if measure.unit == "per_1000_bed_nights":
        return f"Number {UNITS[measure.unit]}"
    return sentence(UNITS.get(measure.unit) or f"number of {measure.unit.replace('_', ' ')}")


def number(value: float | None) -> str:
    """A number with thousands parted and at most one place, halves rounded up; no fraction where it has none."""
    if is_missing(value):
        return "–"
    assert value is not None
    shown = math.floor(value * 10 + 0.5) / 10
    return f"{shown:,.0f}" if shown.is_integer() else f"{shown:,.1f}"


def value(measure: Measure, amount: float | None, status: str) -> str:
    """The figure itself, with its sign: `84%`, `12`, `5.4`; a word where there is no figure.

    Rounded, but never from some to none (`0.1%`) nor from not all to all (`99.9%`).
    """
    if status != "ok" or is_missing(amount):
        return STATUS.get(status, "–")
    assert amount is not None
    if measure.unit == "grade":
        return GRADES.get(round(amount), number(amount))
    shown = math.floor(amount * 10 + 0.5) / 10
    if shown == 0 and amount > 0:
        shown = 0.1
    if measure.unit.startswith("pounds"):
        return money(amount)
    if measure.unit != "percent":
        return number(shown)
    if shown == 100 and amount < 100:
        shown = 99.9
    said = f"{abs(shown):.0f}%" if shown.is_integer() else f"{abs(shown):.1f}%"
    return f"{MINUS if shown < 0 else ''}{said}"


def money(amount: float) -> str:
    """`£1,250`, `£86.20`, `−£40`: pence only below a thousand, and only where there are any."""
    shown = math.floor(abs(amount) * 100 + 0.5) / 100
    sign = MINUS if amount < 0 and shown else ""
    return f"{sign}£{shown:,.0f}" if shown >= 1000 or shown.is_integer() else f"{sign}£{shown:,.2f}"


def target(measure: Measure, aim: Any) -> str:
    """A target as it is held against a figure: `100%`, `7 hours`, `75% to 95%`."""
    if aim.value is not None:
        return value(measure, aim.value, "ok")
    return f"{value(measure, aim.low, 'ok')} to {value(measure, aim.high, 'ok')}"


def n_of_d(measure: Measure, numerator: float | None, denominator: float | None, status: str) -> str:
    """What stands behind the figure: `465 of 552 nights`, `3 restraints in 552 nights`, `episodes`."""
    if status == "x":
        return "no export covers this period"
    if not measure.has_denominator:
        return measure.numerator
    if is_missing(denominator) or not denominator:
        return f"no {measure.denominator}"
    if measure.unit == "percent" and _is_money(measure.numerator):
        return f"{counted(numerator, measure.numerator)}, of {money(denominator)}"
    if measure.unit == "percent":
        return f"{number(numerator)} of {counted(denominator, measure.denominator or '')}"
    return f"{counted(numerator, measure.numerator)} in {counted(denominator, measure.denominator or '')}"


def day(value: Any) -> str:
    """A date as `3 November 2026`, nothing for a blank."""
    if is_missing(value):
        return ""
    found: date = value.date() if isinstance(value, datetime) else value
    return f"{found.day} {found:%B %Y}"


def short_day(value: Any) -> str:
    """A date as `3 Nov 2026`, nothing for a blank."""
    if is_missing(value):
        return ""
    found: date = value.date() if isinstance(value, datetime) else value
    return f"{found.day} {found:%b %Y}"


def clock(value: Any) -> str:
    """The time of day as `22:40`, nothing for a blank."""
    return "" if is_missing(value) else f"{value:%H:%M}"


def many(count: int, one: str, several: str | None = None) -> str:
    """`1 child`, `3 children`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def listed(items: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def dataset(name: str) -> str:
    """A dataset as a person says it: `missing episodes`."""
    return _DATASETS.get(name) or name.replace("_", " ")


def noun(amount: float | None, several: str) -> str:
    """The noun of a number, in the singular for one: `restraints`, `child missing`, `staff on average`."""
    if amount != 1:
        return several
    first, space, rest = several.partition(" ")
    one = {"children": "child", "staff": "member of staff"}.get(first, first.removesuffix("s"))
    return f"{one}{space}{rest}"


def counted(amount: float | None, several: str) -> str:
    """The number with its noun: `14 restraints`, `1 child missing`, `26.2 staff on average`, `£40 under budget`."""
    if amount is not None and _is_money(several):
        what = several.partition(" ")[2]
        return f"{money(abs(amount))} {what.replace('over', 'under', 1)}" if amount < 0 else f"{money(amount)} {what}"
    return f"{number(amount)} {noun(amount, several)}"


def days_old(covers_to: Any, today: date) -> str:
    """How old data is that speaks of days up to this one: `up to date`, `1 day old`, `9 days old`."""
    if is_missing(covers_to):
        return "not supplied"
    last: date = covers_to.date() if isinstance(covers_to, datetime) else covers_to
    age = (today - last).days
    return many(age, "day") + " old" if age > 1 else "up to date"


def beside(period: Period, shown: Period) -> str:
    """A period named beside another: `April to June`, with the year only where it is not the same."""
    if period.grain in ("month", "quarter") and period.end.year == shown.end.year:
        return period.label.removesuffix(f" {period.end.year}")
    return period.label


def _is_money(what: str) -> bool:
    return what.partition(" ")[0] == "pounds"


_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~:/$<>-])")


def plain(text: Any) -> str:
    """Text from the data as it stands, with nothing in it that Markdown would read as a sign."""
    return "" if is_missing(text) else _MARKS.sub(r"\\\1", " ".join(str(text).split()))


def stamp(value: Any) -> str:
    """An instant kept in UTC as the clock in the homes showed it: `3 Nov 2026, 14:02`."""
    if is_missing(value):
        return ""
    local = value.tz_localize("UTC").tz_convert(LONDON)
    return f"{short_day(local)}, {local:%H:%M}"


def ago(value: Any, today: date) -> str:
    """How long ago a day was: `today`, `yesterday`, `5 days ago`, `7 months ago`."""
    found: date = value.date() if isinstance(value, datetime) else value
    days = (today - found).days
    if days < 2:
        return "today" if days < 1 else "yesterday"
    if days < 60:
        return f"{days} days ago"
    months = today.year * 12 + today.month - found.year * 12 - found.month - (today.day < found.day)
    return f"{many(months, 'month')} ago" if months < 24 else f"{many(months // 12, 'year')} ago"


def how_long(hours: float) -> str:
    """A length of time as a person says it: `40 minutes`, `6 hours`, `3 days`."""
    if hours < 1:
        return many(max(round(hours * 60), 1), "minute")
    if hours < 48:
        return many(round(hours), "hour")
    return many(round(hours / 24), "day")


def ordered_rows(rows: list[int], runs_said: int = 20) -> str:
    """Rows of a sheet, runs taken together: `row 4`, `rows 2 to 6, 9 and 11`, `rows 2, 5, 9 and 31 more`."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], row]
        else:
            runs.append([row])
    said = [f"{run[0]}" if len(run) == 1 else f"{run[0]} to {run[1]}" for run in runs[:runs_said]]
    if more := len([row for row in set(rows) if row > runs[min(runs_said, len(runs)) - 1][-1]]):
        said.append(f"{more} more")
    return f"row{'s' if len(set(rows)) > 1 else ''} {listed(said)}"


def during(measure: Measure, period: Period, today: date = date.max) -> str:
    """The opening of a sentence about the days a figure is of: `In June 2025`, `On 30 June 2025`, `From 1 April …`."""
    if measure.kind == "snapshot":
        return f"On {day(min(period.end, max(today, period.start)))}"
    if measure.window == "12m":
        return f"In the 12 months to {day(period.end)}"
    if measure.window == "fy_to_date":
        return f"From 1 April {period.end.year - (period.end.month < 4)} to {day(period.end)}"
    return f"{'In' if period.grain == 'month' else 'From'} {period.label}"


def figure_said(
    measure: Measure, figure: Any, period: Period, where: str, today: date = date.max,
    chance: tuple[float, float] | None = None,
) -> str:  # fmt: skip
    """The figure as one sentence: `From April to June 2025 in all homes: 14 restraints.`

    `chance` are the ends of its interval, where so few are counted that it must not stand without them.
    """
    opening = f"{during(measure, period, today)} {where}"
    if figure.status == "z":
        none = f"no {measure.denominator}" if measure.has_denominator else "nothing to go by"
        return f"{opening} there {'were' if measure.has_denominator else 'was'} {none}, so there is no figure."
    if figure.status == "x":
        return f"{opening} there is no figure: no export covers these days."
    if figure.status != "ok":
        return f"{opening}: {STATUS_WHY[figure.status]}"
    if measure.unit == "grade":
        return f"{opening}: {value(measure, figure.value, figure.status)}."
    top = counted(figure.numerator, measure.numerator)
    if not measure.has_denominator:
        return f"{opening}: {top}{_COMBINED.get(measure.combine, '')}."
    if measure.unit == "percent":
        amount = f"{value(measure, figure.value, figure.status)}{by_chance(measure, chance)}"
        if _is_money(measure.numerator):
            return f"{opening}: {n_of_d(measure, figure.numerator, figure.denominator, 'ok')}, which is {amount}."
        return f"{opening}: {top}, out of {counted(figure.denominator, measure.denominator or '')}, which is {amount}."
    bottom = counted(figure.denominator, measure.denominator or "")
    per = UNITS.get(measure.unit, "").removeprefix("pounds ")
    amount = f"{value(measure, figure.value, figure.status)} {per}{by_chance(measure, chance)}"
    return f"{opening}: {top} in {bottom}, which is {amount}."


def by_chance(measure: Measure, chance: tuple[float | None, float | None] | None) -> str:
    """How far chance may carry a figure, to stand behind it: `, between 30.1% and 95.4% by chance alone`."""
    if chance is None or chance[0] is None or chance[1] is None:
        return ""
    low, high = (value(measure, end, "ok") for end in chance)
    return f", between {low} and {high} by chance alone"


def sentence(text: str) -> str:
    """The same words with a capital first: a heading, or the start of a sentence."""
    return text[:1].upper() + text[1:]
