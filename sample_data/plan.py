"""The plan of the service: which homes there are, when they open and close, and where things change."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.dates import DAY, add_months
from sample_data.layout import Row
from sample_data.names import home_name

IMPROVES = ("attendance", "missing_episodes", "surveys")
WORSENS = ("incidents", "supervision", "sanctions", "surveys")


@dataclass(frozen=True)
class TurningPoint:
    """A home in which the figures change from a day on: `direction` is better or worse, `shows_in` the datasets."""

    home_id: str
    changed_on: date
    direction: str
    shows_in: tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """The days simulated: all from `first` to `horizon`; the export shows those up to `until`.

    The first day is the first of a month, so that exports made within one month tell the same story.
    """

    first: date
    horizon: date
    until: date

    @property
    def days(self) -> int:
        """How many days the export covers, give or take a month, whichever day of the month it is made."""
        return (self.horizon - self.first).days - 30

    def after(self, part: float) -> date:
        """The day after this part of the span."""
        return self.first + timedelta(days=round(self.days * part))


@dataclass(frozen=True)
class Home:
    """A home, the bed that is out of use for a time, and the bed it gained by a variation of its registration."""

    index: int
    home_id: str
    name: str
    places: int
    registered_from: date
    opened_on: date
    closed_on: date | None
    is_short_break: bool
    refurbished: tuple[date, date] | None
    extra_place_from: date | None
    turning: TurningPoint | None

    def is_turned(self, day: date, direction: str) -> bool:
        """Whether the home has changed in this direction by the day."""
        return self.turning is not None and self.turning.direction == direction and day >= self.turning.changed_on

    def awaits(self, day: date, direction: str) -> bool:
        """Whether the home will change in this direction but has not yet."""
        return self.turning is not None and self.turning.direction == direction and day < self.turning.changed_on

    def last_day(self, horizon: date) -> date:
        """The last day on which anybody can live or work here."""
        return min(self.closed_on or horizon, horizon)


def stream(seed: int, *parts: object) -> random.Random:
    """A stream of chance of its own for the parts named, the same on every machine."""
    return random.Random(":".join(map(str, (seed, *parts))))


def span_of(years: int, until: date) -> Span:
    """The days to simulate for so many years up to and including `until`."""
    first = add_months(until + DAY, -12 * years).replace(day=1)
    return Span(first, add_months(first, 12 * years + 1), until)


def turning_points(homes: int, years: int, seed: int, until: date) -> list[TurningPoint]:
    """Where the made-up figures change: the first home for the better, the second, when there is one, for the worse."""
    first = span_of(years, until).first
    months = stream(seed, "turning").choice((6, 7)) * years
    better = TurningPoint("H01", add_months(first, months), "better", IMPROVES)
    worse = TurningPoint("H02", add_months(first, months - years), "worse", WORSENS)
    return [better, worse][: max(0, homes)]


def make_homes(homes: int, years: int, seed: int, span: Span) -> list[Home]:
    """The homes of the service in order of their ids."""
    turnings = {point.home_id: point for point in turning_points(homes, years, seed, span.until)}
    return [_home(index, seed, span, turnings.get(f"H{index + 1:02d}")) for index in range(homes)]


def _home(index: int, seed: int, span: Span, turning: TurningPoint | None) -> Home:
    chance = stream(seed, "home", index)
    opened = span.first - timedelta(days=chance.randrange(400, 2400))
    if index % 40 == 2:
        opened = span.after(0.3) + timedelta(days=chance.randrange(20))
    is_short_break = index % 10 == 3
    works = None
    if index % 6 == 1:
        begins = span.after(0.35)
        works = (begins, begins + timedelta(days=chance.randrange(35, 63)))
    closed = span.after(0.7) if index % 40 == 7 else None
    return Home(
        index=index,
        home_id=f"H{index + 1:02d}",
        name=home_name(index),
        places=chance.choice((4, 4, 5)) if index < 2 or index % 12 == 4 else chance.choice((3, 4, 4, 4, 5, 6)),
        registered_from=opened - timedelta(days=chance.randrange(14, 70)),
        opened_on=opened,
        closed_on=closed,
        is_short_break=is_short_break,
        refurbished=works,
        extra_place_from=span.after(0.6) if index % 12 == 4 else None,
        turning=turning,
    )


def home_rows(home: Home) -> list[Row]:
    """The home as registered, with a second row from the day it gained a place."""
    row: Row = {
        "home_id": home.home_id,
        "valid_from": None,
        "name": home.name,
        "ofsted_urn": f"SC{200000 + home.index}",
        "registered_places": home.places,
        "registered_from": home.registered_from,
        "opened_on": home.opened_on,
        "closed_on": home.closed_on,
        "is_short_break": "yes" if home.is_short_break else "no",
    }
    if home.extra_place_from is None:
        return [row]
    return [row, {**row, "valid_from": home.extra_place_from, "registered_places": home.places + 1}]


def capacity_rows(home: Home) -> list[Row]:
    """The places available from registration on, one span after the other with no gap."""
    starts = [(home.registered_from, 0, "not_yet_open"), (home.opened_on, home.places, "open")]
    if home.refurbished:
        begins, ends = home.refurbished
        starts += [(begins, home.places - 1, "refurbishment"), (ends + DAY, home.places, "open")]
    if home.extra_place_from:
        starts.append((home.extra_place_from, home.places + 1, "open"))
    last = home.closed_on - DAY if home.closed_on else None
    ends_on = [start - DAY for start, _, _ in starts[1:]] + [last]
    return [
        {"home_id": home.home_id, "valid_from": start, "valid_to": end, "places_available": places, "reason": reason}
        for (start, places, reason), end in zip(starts, ends_on, strict=True)
    ]
