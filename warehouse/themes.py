"""Themes: when, where, how long and over what events of one kind happened, and what of it is more than chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from warehouse.coverage import Spans
from warehouse.engine import Database
from warehouse.figures import Scope
from warehouse.periods import Period
from warehouse.spc import binomial

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BAND_HOURS = 3
BANDS = tuple(f"{hour:02d}:00 to {hour + BAND_HOURS:02d}:00" for hour in range(0, 24, BAND_HOURS))
NIGHT_BANDS = 2
# Each band up to its number of minutes; the last but one holds exactly a day, so that over a day is over it.
LENGTHS = ("Under 10 minutes", "10 to 30 minutes", "30 minutes to 1 hour", "1 to 4 hours", "4 hours to 1 day",
           "Over a day")  # fmt: skip
_SHORTER_THAN = (10, 30, 60, 240)
_A_DAY = 1440
NAMED, OTHER = 8, "Other"
LEVEL, LEAST_EVENTS, LEAST_WEEKS = 0.05, 6, 4


@dataclass(frozen=True)
class Kind:
    """A kind of event that themes are told of, the measure that counts it, and what its records can hold."""

    kind: str
    title: str
    one: str
    several: str
    dataset: str
    measure: str | None
    has_place: bool = True
    has_length: bool = True
    has_behaviour: bool = True

    def noun(self, count: int) -> str:
        return self.one if count == 1 else self.several

    def many(self, count: int) -> str:
        return f"{count:,} {self.noun(count)}"


KINDS = {
    kind.kind: kind
    for kind in (
        Kind("incident", "Incidents", "incident", "incidents", "incidents", None),
        Kind("restraint", "Restraints", "restraint", "restraints", "incidents", "restraint_n"),
        Kind("sanction", "Sanctions", "sanction", "sanctions", "sanctions", "sanctions_n", has_place=False,
             has_length=False),
        Kind("missing", "Missing episodes", "missing episode", "missing episodes", "missing_episodes",
             "missing_episodes_n", has_place=False, has_behaviour=False),
        Kind("bullying", "Bullying", "incident of bullying", "incidents of bullying", "incidents", "bullying_n"),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Share:
    """One line of a picture: what, and how many of the events."""

    label: str
    events: int


@dataclass(frozen=True)
class Question:
    """Whether one day or time holds more than its even share: its hits, of how many, and the share."""

    said: str
    hits: int
    of: int
    share: float
    among: str = ""

    @property
    def chance(self) -> float:
        return binomial.at_least(self.hits, self.of, self.share)


@dataclass(frozen=True)
class Theme:
    """The events of one kind in one period: every picture adds up, with what is not recorded, to `events`."""

    kind: Kind
    events: int
    by_time: tuple[tuple[int, ...], ...]
    without_time: tuple[int, ...]
    places: tuple[Share, ...]
    without_place: int
    behaviours: tuple[Share, ...]
    without_behaviour: int
    lengths: tuple[Share, ...]
    without_length: int
    homes: tuple[Share, ...]
    sentence: str
    is_covered: bool = True


def read(
    database: Database, scope: Scope, kind: str, period: Period, homes: Sequence[str], spans: Spans, today: date
) -> Theme:
    """The theme of a kind for these homes in the days of the period: homes beyond the viewer's scope are not read."""
    asked = [home for home in homes if scope.allows_home(home)]
    events = database.frame(
        """
        select home_id, happened_on, weekday, hour, location, minutes, behaviour
        from theme_event
        where kind = $kind and happened_on between $first and $last and list_contains($homes, home_id)
        order by happened_on, hour, home_id, record_id
        """,
        {"kind": kind, "first": period.start, "last": period.end, "homes": asked},
    )
    return summed(KINDS[kind], events, asked, days_told(spans, period, today))


def days_told(spans: Spans, period: Period, today: date) -> list[date]:
    """The days of the period up to today of which the exports speak."""
    last = min(period.end, today)
    every = [period.start + timedelta(days=number) for number in range(max((last - period.start).days + 1, 0))]
    return [day for day in every if any(first <= day <= end for first, end in spans)]


def summed(kind: Kind, events: pd.DataFrame, homes: Sequence[str], told: Sequence[date]) -> Theme:
    """The theme of these events: home_id, happened_on, weekday, hour, location, minutes, behaviour, a row an event."""
    grid = [[0] * len(BANDS) for _ in DAYS]
    without_time = [0] * len(DAYS)
    for weekday, hour in zip(events["weekday"], events["hour"], strict=True):
        if pd.isna(hour):
            without_time[int(weekday)] += 1
        else:
            grid[int(weekday)][int(hour) // BAND_HOURS] += 1
    places, without_place = grouped(events["location"])
    behaviours, without_behaviour = grouped(events["behaviour"])
    lengths, without_length = by_length(events["minutes"])
    of_home = Counter(events["home_id"])
    return Theme(
        kind, len(events), tuple(map(tuple, grid)), tuple(without_time), places, without_place, behaviours,
        without_behaviour, lengths, without_length, tuple(Share(home, of_home[home]) for home in homes),
        sentence(kind, len(events), questions(kind, events, told)), bool(told) or len(events) > 0,
    )  # fmt: skip


def same(text: Any) -> str:
    """Free text as it is compared: without capitals, doubled spaces and the full stop at its end; blank for none."""
    return "" if pd.isna(text) else " ".join(str(text).split()).strip(" .").casefold()


def grouped(texts: Iterable[Any]) -> tuple[tuple[Share, ...], int]:
    """The most frequent texts, the rest together as the last line, and how many are blank.

    What differs only in capitals, spaces or a full stop is one, under the spelling that most records have.
    """
    spellings: dict[str, Counter[str]] = {}
    blank = 0
    for text in texts:
        if not (key := same(text)):
            blank += 1
            continue
        spellings.setdefault(key, Counter())[" ".join(str(text).split()).strip(" .")] += 1
    by_count = sorted(spellings.items(), key=lambda item: (-item[1].total(), item[0]))
    shares = [
        Share(_capital(min(spelt, key=lambda one: (-spelt[one], one))), spelt.total()) for _, spelt in by_count[:NAMED]
    ]
    if rest := sum(spelt.total() for _, spelt in by_count[NAMED:]):
        kinds = len(by_count) - NAMED
        shares.append(Share(f"{OTHER} ({kinds} more)", rest))
    return tuple(shares), blank


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def by_length(minutes: Iterable[Any]) -> tuple[tuple[Share, ...], int]:
    """How many events are in each band of length, every band named, and how many have no length."""
    every = list(minutes)
    counts = Counter(_band(float(value)) for value in every if not pd.isna(value))
    return tuple(Share(label, counts[place]) for place, label in enumerate(LENGTHS)), len(every) - counts.total()


def _band(minutes: float) -> int:
    if minutes > _A_DAY:
        return len(LENGTHS) - 1
    return sum(minutes >= limit for limit in _SHORTER_THAN)


def questions(kind: Kind, events: pd.DataFrame, told: Sequence[date]) -> list[Question]:
    """What is asked of the events: each weekday against its share of days, each time against an even spread.

    Several events in one home on one day, or at one time of one day, count once here: one leads to another, and chance
    is reckoned for what happens independently. Times of the waking day are held against the waking day alone.
    """
    days = events.drop_duplicates(["home_id", "happened_on"])
    found: list[Question] = []
    of_week = Counter(day.weekday() for day in told)
    if min((of_week[day] for day in range(7)), default=0) >= LEAST_WEEKS:
        hits = Counter(days["weekday"])
        among = f"days with {kind.several}"
        found += [
            Question(f"{name}s", hits[day], len(days), of_week[day] / len(told), among) for day, name in enumerate(DAYS)
        ]
    timed = events[events["hour"].notna()]
    timed = timed.assign(band=timed["hour"].astype(int) // BAND_HOURS)
    hits = Counter(timed.drop_duplicates(["home_id", "happened_on", "band"])["band"])
    awake = sum(hits[band] for band in range(NIGHT_BANDS, len(BANDS)))
    share = 1 / (len(BANDS) - NIGHT_BANDS)
    for band in range(NIGHT_BANDS, len(BANDS)):
        found.append(Question(BANDS[band], hits[band], awake, share, "times between 06:00 and midnight"))
    night = hits.total() - awake
    found.append(Question("midnight to 06:00", night, hits.total(), NIGHT_BANDS / len(BANDS), "times of day and night"))
    return found


def sentence(kind: Kind, events: int, asked: Sequence[Question]) -> str:
    """What stands out beyond chance, in one sentence; that nothing does, or that it cannot be told."""
    if not events:
        return f"No {kind.several}."
    if max((question.of for question in asked), default=0) < LEAST_EVENTS:
        return f"{kind.many(events)}: too few to speak of a pattern."
    judged = [question for question in asked if question.of >= LEAST_EVENTS]
    stand_out = binomial.holm([question.chance for question in judged], LEVEL)
    found = [question for question, stands in zip(judged, stand_out, strict=True) if stands]
    if not found:
        return "No day or time stands out more than chance would bring."
    said = [
        f"{one.said} ({one.hits:,} of the {one.of:,} {one.among}, where an even spread would bring {_expected(one)})"
        for one in found
    ]
    return f"Stands out beyond chance: {_listed(said)}."


def _expected(question: Question) -> str:
    expected = question.of * question.share
    return f"about {expected:,.0f}" if expected >= 1 else "fewer than 1"


def _listed(items: list[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]
