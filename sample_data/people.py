"""The children and their stays: who lives where, never two in one bed and never one in two."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from sample_data.dates import DAY, birthday
from sample_data.layout import Row
from sample_data.names import AUTHORITIES, ETHNICITIES, FAMILY, GIVEN
from sample_data.plan import Home, Span, stream

ENDINGS = (("moved to foster care", "yes"), ("returned to family", "yes"), ("moved to another provider", "yes"),
           ("moved to semi-independence", "yes"), ("placement broke down", "no"),
           ("placed elsewhere in crisis", "no"))  # fmt: skip


@dataclass
class Child:
    """A child; `roams` is how often they go missing a night and `attends` the chance of being at school."""

    given_name: str
    family_name: str
    born: date
    sex: str
    ethnicity: str
    upn: str
    looked_after_from: date
    has_disability: bool
    is_exempt: bool
    legal_status: str
    authority: str
    roams: float
    attends: float
    child_id: str = ""


@dataclass
class Stay:
    """A stay in one bed of one home; the day of discharge may lie beyond the horizon."""

    child: Child
    home: Home
    bed: int
    admitted_on: date
    discharged_on: date
    stay_type: str = "full_time"
    is_planned_ending: str = "yes"
    end_reason: str = ""
    stay_id: str = ""


@dataclass
class People:
    """Every child and stay, in order of their ids."""

    children: list[Child] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)


def _child(chance: random.Random, admitted_on: date, home: Home) -> Child:
    age_in_days = chance.choice((8, 10, 11, 12, 13, 13, 14, 14, 15, 15, 16)) * 365.25 + chance.randrange(365)
    is_respite = home.is_short_break
    return Child(
        given_name=chance.choice(GIVEN),
        family_name=chance.choice(FAMILY),
        born=admitted_on - timedelta(days=round(age_in_days)),
        sex=chance.choices(("M", "F", "X"), (54, 44, 2))[0],
        ethnicity=chance.choice(ETHNICITIES),
        upn=f"{chance.choice('ABCDEFGHJKLMNPQRTUVWXYZ')}{chance.randrange(10**11, 10**12)}",
        looked_after_from=admitted_on - timedelta(days=0 if is_respite else chance.randrange(0, 1500)),
        has_disability=chance.random() < (0.8 if is_respite else 0.12),
        is_exempt=chance.random() < (0.4 if is_respite else 0.03),
        legal_status=chance.choice(("V3", "V4")) if is_respite else chance.choices(("C2", "V2", "C1"), (5, 3, 2))[0],
        authority=chance.choice(AUTHORITIES),
        roams=chance.uniform(0.015, 0.045) if not is_respite and chance.random() < 0.2 else 0.002,
        attends=chance.choices((0.95, 0.87, 0.6), (6, 3, 1))[0],
    )


def _nights(chance: random.Random, stay_type: str) -> int:
    if stay_type == "emergency":
        return chance.randrange(2, 15)
    if stay_type == "remand":
        return chance.randrange(14, 60)
    return max(30, min(900, round(chance.lognormvariate(5.45, 0.65))))


def _stay(chance: random.Random, home: Home, bed: int, admitted_on: date) -> Stay:
    """A stay that begins on the day, ended by the eighteenth birthday or soon after it."""
    stay_type = chance.choices(("full_time", "emergency", "remand"), (86, 11, 3))[0]
    child = _child(chance, admitted_on, home)
    if stay_type == "remand":
        child.legal_status = "J1"
    stay = Stay(child, home, bed, admitted_on, admitted_on + timedelta(days=_nights(chance, stay_type)), stay_type)
    stay.end_reason, stay.is_planned_ending = chance.choice(ENDINGS)
    adult_on = birthday(child.born, 18)
    if stay.discharged_on > adult_on:
        grace = chance.randrange(7, 40) if chance.random() < 0.3 else 0
        stay.discharged_on = min(stay.discharged_on, adult_on + timedelta(days=grace))
        stay.end_reason, stay.is_planned_ending = "turned 18", "yes"
    return stay


def _closures(home: Home, bed: int, span: Span) -> tuple[date, date, tuple[date, date] | None]:
    """The first and last day this bed can be used, and the days between on which it cannot."""
    opens = home.opened_on if bed < home.places else home.extra_place_from or span.horizon
    works = home.refurbished if bed == home.places - 1 else None
    return opens, home.last_day(span.horizon + timedelta(days=400)), works


def _bed(chance: random.Random, home: Home, bed: int, span: Span) -> list[Stay]:
    """The stays in one bed, one after the other, none during works and none after the home has closed."""
    opens, closes, works = _closures(home, bed, span)
    starts = span.first - timedelta(days=chance.randrange(10, 260))
    day = max(starts, opens + timedelta(days=6 + 17 * bed if opens >= span.first else 3))
    stays: list[Stay] = []
    while day < min(closes, span.horizon):
        stay = _stay(chance, home, bed, day)
        if works and stay.admitted_on <= works[1] and stay.discharged_on > works[0]:
            if stay.admitted_on >= works[0]:
                day = works[1] + timedelta(days=chance.randrange(2, 20))
                continue
            stay.discharged_on, stay.end_reason, stay.is_planned_ending = works[0], "home being refurbished", "yes"
        if stay.discharged_on > closes:
            stay.discharged_on, stay.end_reason, stay.is_planned_ending = closes, "home closed", "yes"
        stays.append(stay)
        day = stay.discharged_on + timedelta(days=chance.choice((2, 4, 7, 9, 14, 21, 33)))
    return [stay for stay in stays if stay.discharged_on > span.first]


def _short_breaks(chance: random.Random, home: Home, span: Span) -> list[Stay]:
    """Short visits by a circle of children, each child in one bed at a time."""
    circle = [_child(chance, span.first, home) for _ in range(home.places * 4)]
    stays: list[Stay] = []
    free = [span.first] * home.places
    day = span.first
    while day < home.last_day(span.horizon):
        if (day.month, day.day) == (9, 1):
            circle += [_child(chance, day, home) for _ in range(home.places)]
        visit = {4: (2, 3), 0: (2, 3, 4)}.get(day.weekday())
        waiting = [child for child in circle if birthday(child.born, 18) > day + timedelta(days=7)]
        chance.shuffle(waiting)
        for bed in range(home.places if visit else 0):
            works = home.refurbished if bed == home.places - 1 else None
            nights = chance.choice(visit or (1,))
            leaves = day + timedelta(days=nights)
            blocked = works is not None and works[0] <= leaves and day <= works[1]
            if free[bed] <= day and chance.random() < 0.72 and waiting and not blocked:
                child = waiting.pop()
                if any(other.child is child and other.discharged_on >= day for other in stays[-12:]):
                    continue
                stay = Stay(child, home, bed, day, min(leaves, home.last_day(leaves)), "respite_short_break")
                stay.end_reason = "end of short break"
                stays.append(stay)
                free[bed] = leaves
        day += DAY
    return stays


def _with_eighteenth_birthday(stays: list[Stay], span: Span) -> None:
    """Gives the first bed's first child an eighteenth birthday in the span and three weeks in the home after it."""
    stay = next(stay for stay in stays if stay.bed == 0)
    comes_of_age = span.first + timedelta(days=150)
    stay.child.born = birthday(comes_of_age, -18)
    stay.discharged_on, stay.stay_type = comes_of_age + timedelta(days=21), "full_time"
    stay.end_reason, stay.is_planned_ending = "turned 18", "yes"
    stay.child.roams = max(stay.child.roams, 0.02)
    stays[:] = [other for other in stays if other is stay or other.bed or other.admitted_on > stay.discharged_on]


def _with_same_day_stay(chance: random.Random, home: Home, stays: list[Stay], span: Span) -> None:
    """Adds a stay that ended on the day it began, in a bed empty that day, when there is one."""
    for before, after in zip(stays, stays[1:], strict=False):
        day = before.discharged_on + DAY
        if before.bed == after.bed and span.first < day < min(after.admitted_on, span.after(0.9)):
            stay = Stay(_child(chance, day, home), home, before.bed, day, day, "emergency", "no")
            stay.end_reason = "placed elsewhere in crisis"
            stays.insert(stays.index(after), stay)
            return


def _move_between(here: list[Stay], there: list[Stay], span: Span) -> None:
    """Lets one child of the first home move on to the second, on the day a bed there is taken."""
    for old in here:
        if old.stay_type != "full_time" or old.end_reason == "turned 18":
            continue
        follows = [stay.admitted_on for stay in here if stay.bed == old.bed and stay.admitted_on >= old.discharged_on]
        bed_free_until = min(follows, default=span.horizon)
        for new in there:
            is_soon = timedelta(0) <= new.admitted_on - old.discharged_on <= timedelta(days=45)
            is_child = birthday(old.child.born, 18) >= new.discharged_on > new.admitted_on
            if is_soon and is_child and span.first < new.admitted_on <= bed_free_until:
                old.discharged_on, old.end_reason, old.is_planned_ending = new.admitted_on, "moved between homes", "yes"
                new.child, new.stay_type = old.child, "full_time"
                return


def make_people(homes: list[Home], seed: int, span: Span) -> People:
    """Every child and stay of the homes, with ids that follow the order of the homes."""
    by_home: list[list[Stay]] = []
    for home in homes:
        chance = stream(seed, "stays", home.index)
        if home.is_short_break:
            by_home.append(_short_breaks(chance, home, span))
            continue
        beds = home.places + (home.extra_place_from is not None)
        stays = [stay for bed in range(beds) for stay in _bed(chance, home, bed, span)]
        if home.index == 0:
            _with_eighteenth_birthday(stays, span)
        if home.index % 10 == 0:
            _with_same_day_stay(chance, home, stays, span)
        by_home.append(stays)
    for here, there in zip(by_home[::2], by_home[1::2], strict=False):
        if here and there and not (here[0].home.is_short_break or there[0].home.is_short_break):
            _move_between(here, there, span)
    return _numbered(by_home)


def _numbered(by_home: list[list[Stay]]) -> People:
    people = People()
    for stays in by_home:
        for stay in sorted(stays, key=lambda stay: (stay.admitted_on, stay.bed)):
            if not stay.child.child_id:
                people.children.append(stay.child)
                stay.child.child_id = f"C{len(people.children):04d}"
            people.stays.append(stay)
            stay.stay_id = f"ST{len(people.stays):05d}"
    return people


def child_row(child: Child) -> Row:
    """The child as exported."""
    return {
        "child_id": child.child_id,
        "given_name": child.given_name,
        "family_name": child.family_name,
        "date_of_birth": child.born,
        "sex": child.sex,
        "ethnicity": child.ethnicity,
        "upn": child.upn,
        "first_looked_after_on": child.looked_after_from,
        "has_disability": "yes" if child.has_disability else "no",
        "is_active_travel_exempt": "yes" if child.is_exempt else "no",
    }


def stay_row(stay: Stay) -> Row:
    """The stay as exported."""
    return {
        "stay_id": stay.stay_id,
        "child_id": stay.child.child_id,
        "home_id": stay.home.home_id,
        "admitted_on": stay.admitted_on,
        "discharged_on": stay.discharged_on,
        "stay_type": stay.stay_type,
        "legal_status": stay.child.legal_status,
        "placing_authority": stay.child.authority,
        "is_planned_ending": stay.is_planned_ending,
        "end_reason": stay.end_reason,
    }
