"""The staff: posts filled one after the other, leavers, transfers, absence and monthly supervision."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.dates import DAY, add_months, months_between
from sample_data.layout import Row
from sample_data.names import FAMILY, GIVEN
from sample_data.plan import Home, Span, stream

LEAVING = ("resigned", "resigned", "resigned", "moved away", "retired", "dismissed", "left for another employer")
EXCUSES = ("staffing", "supervisor sick", "staff member on annual leave", "incident in the home")
FAR = date(2199, 1, 1)


@dataclass
class Employment:
    """One spell of a person in a post of a home; `ended_on` is the last day worked, FAR when none is foreseen."""

    home: Home
    name: str
    role: str
    contract: str
    fte: float
    started_on: date
    ended_on: date = FAR
    leaving_reason: str | None = None
    is_transfer: bool = False
    qualified_on: date | None = None
    care_from: date | None = None
    staff_id: str = ""

    def works(self, day: date) -> bool:
        return self.started_on <= day <= self.ended_on


LINE_ABOVE: dict[str, tuple[str, ...]] = {
    "Registered Manager": (),
    "Deputy Manager": ("Registered Manager",),
    "Home Administrator": ("Registered Manager",),
    "Senior Residential Worker": ("Deputy Manager", "Registered Manager"),
}
ROLE_GROUPS = {"Registered Manager": "management", "Deputy Manager": "management", "Home Administrator": "support"}


def _posts(chance: random.Random, home: Home) -> list[tuple[str, str]]:
    workers = chance.choice((4, 5, 5, 6, 7)) if home.places < 6 else 8
    posts = [("Registered Manager", "permanent"), ("Deputy Manager", "permanent")]
    posts += [("Senior Residential Worker", "permanent")] * 2
    posts += [("Residential Worker", "permanent")] * workers
    if chance.random() < 0.3:
        posts.append(("Home Administrator", "permanent"))
    return [*posts, ("Residential Worker", "bank"), ("Residential Worker", chance.choice(("agency", "bank")))]


def _hours(chance: random.Random, role: str, contract: str) -> float:
    if contract != "permanent":
        return chance.choice((0.2, 0.4))
    return 1 if ROLE_GROUPS.get(role) == "management" else chance.choice((1, 1, 1, 0.8, 0.6))


def _hired(chance: random.Random, home: Home, role: str, contract: str, started_on: date) -> Employment:
    """A person newly in the post, with the day they will leave when one is foreseen."""
    mean = 2600 if role == "Registered Manager" else {"bank": 420, "agency": 220}.get(contract, 2000)
    ended_on = started_on + timedelta(days=30 + round(chance.expovariate(1 / mean)))
    is_care = role not in ROLE_GROUPS
    began_care = started_on - timedelta(days=chance.choice((0, 0, 300, 900, 2000)))
    qualifies = began_care + timedelta(days=chance.randrange(240, 840))
    return Employment(
        home=home,
        name=f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}",
        role=role,
        contract=contract,
        fte=_hours(chance, role, contract),
        started_on=started_on,
        ended_on=ended_on,
        leaving_reason="end of agency booking" if contract == "agency" else chance.choice(LEAVING),
        qualified_on=qualifies if is_care and qualifies < ended_on and chance.random() < 0.85 else None,
        care_from=began_care if is_care else None,
    )


def _post(chance: random.Random, home: Home, role: str, contract: str, span: Span) -> list[Employment]:
    """The holders of one post from before the first day to beyond the horizon, or until the home closed."""
    last = home.last_day(span.horizon)
    day = max(home.opened_on, span.first - timedelta(days=420)) - timedelta(days=chance.randrange(5, 1400))
    day = max(day, home.registered_from - timedelta(days=chance.randrange(0, 30)))
    spells: list[Employment] = []
    while day < last:
        spell = _hired(chance, home, role, contract, day)
        if home.closed_on and spell.ended_on > home.closed_on:
            spell.ended_on, spell.leaving_reason = home.closed_on, "home closed"
        spells.append(spell)
        day = spell.ended_on + timedelta(days=chance.randrange(8, 70))
    return [spell for spell in spells if spell.ended_on >= span.first - timedelta(days=400)]


def _made_permanent(spells: list[Employment], span: Span) -> list[Employment]:
    """The same people, one of whom began on a fixed term and was made permanent the day after it ended."""
    for position, spell in enumerate(spells):
        changes = spell.started_on + timedelta(days=182)
        is_worker = spell.contract == "permanent" and spell.role == "Residential Worker"
        if is_worker and span.first < changes < spell.ended_on:
            first = Employment(**{**vars(spell), "contract": "fixed_term", "ended_on": changes - DAY})
            first.leaving_reason = "made permanent"
            spell.started_on = changes
            return [*spells[:position], first, *spells[position:]]
    return spells


def _transfer(chance: random.Random, here: list[Employment], there: list[Employment], span: Span, home: Home) -> None:
    """Moves one worker from the first home to the second: the old row ends, a new one starts the next day."""
    day = span.after(chance.uniform(0.45, 0.6))
    at_work = [s for s in here if s.works(day) and s.role == "Residential Worker" and s.contract == "permanent"]
    stayers = [s for s in at_work if s.started_on < day - timedelta(days=90) and s.ended_on > day + timedelta(days=60)]
    if not stayers or home.last_day(span.horizon) < day + timedelta(days=60) or home.opened_on > day:
        return
    old = stayers[0]
    new = Employment(**{**vars(old), "home": home, "started_on": day + DAY})
    new.ended_on = min(new.ended_on, home.closed_on or FAR)
    old.ended_on, old.leaving_reason, old.is_transfer = day, "moved to another of our homes", True
    there.append(new)


def make_staff(homes: list[Home], seed: int, span: Span) -> list[list[Employment]]:
    """The employments of every home; a person keeps one id through every spell."""
    teams: list[list[Employment]] = []
    people = 0
    for home in homes:
        chance = stream(seed, "staff", home.index)
        spells = [spell for post in _posts(chance, home) for spell in _post(chance, home, *post, span)]
        for spell in spells:
            people += 1
            spell.staff_id = f"S{people:04d}"
        teams.append(_made_permanent(spells, span))
    for here, there, home in zip(teams[::2], teams[1::2], homes[1::2], strict=False):
        _transfer(stream(seed, "transfer", home.index), here, there, span, home)
    return teams


def staff_row(spell: Employment) -> Row:
    """The employment as exported."""
    is_over = spell.ended_on < FAR
    return {
        "staff_id": spell.staff_id,
        "home_id": spell.home.home_id,
        "started_on": spell.started_on,
        "ended_on": spell.ended_on if is_over else None,
        "name": spell.name,
        "role": spell.role,
        "role_group": ROLE_GROUPS.get(spell.role, "care"),
        "contract": spell.contract,
        "fte": spell.fte,
        "leaving_reason": spell.leaving_reason if is_over else None,
        "is_internal_transfer": "yes" if spell.is_transfer else "no",
        "care_role_started_on": spell.care_from,
        "level3_completed_on": spell.qualified_on,
    }


@dataclass(frozen=True)
class Absence:
    """Days away from work, both ends included."""

    staff_id: str
    started_on: date
    ended_on: date
    reason: str
    met_on: date | None


def absences(team: list[Employment], seed: int, span: Span) -> list[Absence]:
    """The absences of a home's people inside their employment, none overlapping another."""
    found: list[Absence] = []
    for spell in team:
        chance = stream(seed, "absence", spell.staff_id, spell.started_on)
        day = max(spell.started_on, span.first) + timedelta(days=round(chance.expovariate(1 / 170)))
        while day < min(spell.ended_on, span.horizon):
            reason = chance.choices(("sickness", "unpaid", "other", "maternity"), (86, 5, 5, 4))[0]
            short = chance.choice((1, 2, 3, 5, 8, 20, 36))
            days = {"maternity": 270, "unpaid": chance.randrange(10, 31)}.get(reason, short)
            last = min(day + timedelta(days=days - 1), spell.ended_on)
            late = chance.choices((1, 2, 6, None), (70, 10, 12, 8))[0]
            meets = late is not None and reason == "sickness" and last < spell.ended_on
            met_on = last + timedelta(days=late or 0) if meets else None
            found.append(Absence(spell.staff_id, day, last, reason, met_on))
            day = last + timedelta(days=20 + round(chance.expovariate(1 / 190)))
    return found


def absence_row(absence: Absence, number: int, home: Home) -> Row:
    """The absence as exported; its id counts from the home's own block."""
    return {
        "absence_id": f"AB{home.index + 1:03d}{number:04d}",
        "staff_id": absence.staff_id,
        "started_on": absence.started_on,
        "ended_on": absence.ended_on,
        "reason": absence.reason,
        "return_to_work_met_on": absence.met_on,
    }


def _supervisor(team: list[Employment], spell: Employment, day: date) -> str:
    """Who supervises the person on the day: the line above them, or somebody outside for the registered manager."""
    for role in LINE_ABOVE.get(spell.role, ("Senior Residential Worker", "Deputy Manager", "Registered Manager")):
        holders = sorted({o.staff_id for o in team if o.role == role and o.works(day) and o.staff_id != spell.staff_id})
        if holders:
            return holders[int(spell.staff_id[1:]) % len(holders)]
    return f"RI{spell.home.index // 10 + 1:02d}"


def _held_chance(home: Home, spell: Employment, day: date) -> float:
    if spell.contract in ("bank", "agency"):
        return 0.45
    if home.is_turned(day, "worse"):
        return 0.55
    return 0.965 if spell.role != "Registered Manager" else 0.93


def _when_back(planned: date, away: list[Absence]) -> date:
    """The day planned, or the second day back for somebody away on it."""
    for absence in away:
        if absence.started_on <= planned <= absence.ended_on:
            planned = absence.ended_on + 2 * DAY
    return planned


def supervision_rows(home: Home, team: list[Employment], away: list[Absence], seed: int, span: Span) -> list[Row]:
    """Every supervision planned in the home, held or not, with ids from the home's own block."""
    rows: list[Row] = []
    months = months_between(span.first, span.horizon - DAY)
    for spell in team:
        chance = stream(seed, "supervision", spell.staff_id, spell.started_on)
        mine = [absence for absence in away if absence.staff_id == spell.staff_id]
        for month in months:
            planned = month + timedelta(days=chance.randrange(0, 27))
            planned += timedelta(days={5: 2, 6: 1}.get(planned.weekday(), 0))
            draws = [chance.random() for _ in range(4)]
            planned = _when_back(planned, mine)
            if spell.works(planned) and planned < add_months(month, 1):
                rows += _planned(home, spell, team, planned, draws)
    rows.sort(key=lambda row: (row["planned_for"], row["staff_id"]))
    for number, row in enumerate(rows, 1):
        row["supervision_id"] = f"SV{home.index + 1:03d}{number:05d}"
    return rows


def _planned(home: Home, spell: Employment, team: list[Employment], planned: date, draws: list[float]) -> list[Row]:
    """The supervision as it turned out: held, cancelled with a reason, or never put on record."""
    chance_held = _held_chance(home, spell, planned)
    row: Row = {"staff_id": spell.staff_id, "planned_for": planned, "kind": "one_to_one", "held_on": None}
    if draws[0] < chance_held:
        held = min(planned + timedelta(days=(0, 0, 0, 1)[int(draws[1] * 4)]), spell.ended_on)
        signed = held + timedelta(days=(0, 1, 2, 3, 6, 9)[int(draws[2] * 6)])
        kind = "group" if draws[3] < 0.01 else "ad_hoc" if draws[3] < 0.02 else "one_to_one"
        row |= {"held_on": held, "status": "held", "kind": kind}
        row["record_signed_on"] = None if draws[1] > 0.985 else signed
    elif draws[1] < 0.45:
        row |= {"status": "cancelled", "cancelled_reason": EXCUSES[int(draws[2] * len(EXCUSES))]}
    else:
        return []
    return [{**row, "supervisor_id": _supervisor(team, spell, planned)}]
