"""Targets, benchmarks, rebases and notes: dated data beside the measures, read when asked and built into no version.

Shipped files come first; files of the same names in HEARTH_HOME/framework add to them or take their place.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from warehouse import registry, settings
from warehouse.framework_entries import (
    AMOUNT,
    Entry,
    a_day,
    a_period,
    a_series,
    check_amount,
    check_in_order,
    check_once,
    entries,
    one_of,
    read_as,
    words,
    yes_or_no,
)  # fmt: skip
from warehouse.periods import Period
from warehouse.registry import FRAMEWORK

FILES = ("targets.yaml", "benchmarks.yaml", "rebases.yaml", "notes.yaml")
OF_TARGETS = ("framework", "law", "official", "local")
DOUBTFUL = ("secondary", "unverified")


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a measure should reach from a day on: a value, or a band from `low` to `high`; in every home or in one.

    `is_withdrawn` says that there is none in these days, where otherwise one would stand.
    """

    measure: str
    effective_from: date
    source: str
    provenance: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    home: str | None = None
    effective_to: date | None = None
    is_withdrawn: bool = False

    def holds_on(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """What is known of others: `what` says of whom, `unit` of what where it is not the measure's own."""

    measure: str
    what: str
    period: str
    source: str
    provenance: str
    is_verified: bool
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    is_comparable: bool = True
    caution: str = ""

    @property
    def is_drawn(self) -> bool:
        """Only what was checked against its source and counts the same thing may stand on a chart."""
        return self.is_verified and self.is_comparable


@dataclass(frozen=True, kw_only=True)
class Rebase:
    """From this period on the limits of a measure are worked out anew: in one home, in the service, or in both."""

    measure: str
    from_period: Period
    reason: str
    home: str | None = None
    level: str | None = None


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something that happened, on a day or over a span, for the charts of a home, of a measure, or of both."""

    first_on: date
    last_on: date
    text: str
    home: str | None = None
    measure: str | None = None


@dataclass(frozen=True)
class FrameworkData:
    """All four, as shipped and as the council has added; in the order of the files."""

    targets: tuple[Target, ...]
    benchmarks: tuple[Benchmark, ...]
    rebases: tuple[Rebase, ...]
    notes: tuple[Note, ...]

    def target(self, measure: str, home: str | None, day: date) -> Target | None:
        """The target in force: the home's own where it has one on that day, otherwise the one for every home."""
        holding = [one for one in self.targets if one.measure == measure and one.holds_on(day)]
        for owner in [home, None] if home else [None]:
            found = next((one for one in holding if one.home == owner), None)
            if found is not None:
                return None if found.is_withdrawn else found
        return None

    def targets_of(self, measure: str) -> list[Target]:
        """Every target of a measure: those for every home first, then home by home, each earliest first."""
        found = [one for one in self.targets if one.measure == measure]
        return sorted(found, key=lambda one: (one.home or "", one.effective_from))

    def benchmarks_of(self, measure: str) -> list[Benchmark]:
        return [one for one in self.benchmarks if one.measure == measure]

    def rebases_of(self, measure: str, home: str | None) -> list[Rebase]:
        """The rebases that hold for a home, or (None) for the service, earliest first."""
        found = [one for one in self.rebases if one.measure == measure and one.home in {None, home}]
        found = [one for one in found if home is None or one.level is None]
        return sorted(found, key=lambda one: one.from_period.start)

    def notes_of(self, measure: str | None, first: date, last: date) -> list[Note]:
        """The notes of a measure, and those of no one measure, that touch these days; earliest first."""
        found = [one for one in self.notes if one.measure in {None, measure}]
        touching = [one for one in found if one.first_on <= last and one.last_on >= first]
        return sorted(touching, key=lambda one: one.first_on)


def council_folder() -> Path:
    """Where a council keeps its own targets, benchmarks, rebases and notes."""
    return settings.home() / "framework"


def read() -> FrameworkData:
    """What stands now, read again whenever a file has changed; raises FrameworkError for one that cannot be used."""
    folders = (FRAMEWORK, council_folder())
    return _read(folders, tuple(_signature(folder / name) for folder in folders for name in FILES))


def _signature(path: Path) -> tuple[int, int, int] | None:
    """Differs whenever the file has been written or replaced; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@functools.lru_cache(maxsize=8)
def _read(folders: tuple[Path, Path], _: tuple[object, ...]) -> FrameworkData:
    shipped, councils = ([entries(folder / name) for name in FILES] for folder in folders)
    return FrameworkData(
        tuple(_merged(_targets(shipped[0]), _targets(councils[0]), lambda one: (one.measure, one.home))),
        tuple(_merged(
            _benchmarks(shipped[1]), _benchmarks(councils[1]), lambda one: (one.measure, one.what, one.period)
        )),
        tuple(_merged(_rebases(shipped[2]), _rebases(councils[2]), _rebased)),
        tuple([*_notes(shipped[3]), *_notes(councils[3])]),
    )  # fmt: skip


Row = TypeVar("Row")


def _merged(shipped: list[Row], councils: list[Row], key: Callable[[Row], object]) -> list[Row]:
    """The council's entries in place of those that speak of the same, and beside the others."""
    replaced = {key(one) for one in councils}
    return [one for one in shipped if key(one) not in replaced] + councils


def _rebased(one: Rebase) -> tuple[object, ...]:
    return one.measure, one.home, one.level, one.from_period.start


def _targets(given: list[Entry]) -> list[Target]:
    required = {
        "measure": a_series, "effective_from": a_day, "source": words, "provenance": one_of(*OF_TARGETS),
    }  # fmt: skip
    optional = {**AMOUNT, "home": words, "effective_to": a_day, "is_withdrawn": yes_or_no}
    targets = []
    for entry in given:
        found = read_as(entry, required, optional)
        check_in_order(entry, found, "effective_from", "effective_to")
        if not found.get("is_withdrawn"):
            check_amount(entry, found)
            _check_direction(entry, found)
        elif set(found) & set(AMOUNT):
            raise entry.fault("a target that is withdrawn has no value.")
        targets.append((entry, Target(**found)))
    _check_apart(targets)
    return [target for _, target in targets]


def _check_direction(entry: Entry, found: dict[str, Any]) -> None:
    """A band is for a measure that is best within one; where neither way is better there is nothing to reach."""
    measure = registry.measures().get(found["measure"])
    if measure is None:
        return
    if measure.better == "neutral":
        raise entry.fault(f"{measure.measure} is neither better higher nor lower, so it has no target.")
    if (measure.better == "band") != ("low" in found):
        wanted = "`low` and `high`" if measure.better == "band" else "`value`"
        raise entry.fault(f"the target of {measure.measure} is given as {wanted}.")


def _check_apart(targets: list[tuple[Entry, Target]]) -> None:
    """No two targets of one measure and home hold on the same day."""
    latest: dict[tuple[str, str | None], Target] = {}
    for entry, target in sorted(targets, key=lambda one: one[1].effective_from):
        key = (target.measure, target.home)
        before = latest.get(key)
        if before and before.holds_on(target.effective_from):
            raise entry.fault(
                f"it begins on {target.effective_from} while the target of {target.measure} from "
                f"{before.effective_from} still holds; end that one the day before with effective_to."
            )
        latest[key] = target


def _benchmarks(given: list[Entry]) -> list[Benchmark]:
    required = {
        "measure": a_series, "what": words, "period": words, "source": words,
        "provenance": one_of(*OF_TARGETS, *DOUBTFUL), "is_verified": yes_or_no,
    }  # fmt: skip
    optional = {**AMOUNT, "unit": words, "is_comparable": yes_or_no, "caution": words}
    benchmarks = []
    for entry in given:
        found = read_as(entry, required, optional)
        check_amount(entry, found)
        if found.get("unit") and found.get("is_comparable", True):
            raise entry.fault("what has a unit of its own cannot be compared: it needs is_comparable: false.")
        benchmarks.append((entry, Benchmark(**found)))
    check_once(benchmarks, lambda one: (one.measure, one.what, one.period))
    return [benchmark for _, benchmark in benchmarks]


def _rebases(given: list[Entry]) -> list[Rebase]:
    required = {"measure": a_series, "from_period": a_period, "reason": words}
    optional = {"home": words, "level": one_of("service")}
    rebases = []
    for entry in given:
        found = read_as(entry, required, optional)
        if "home" in found and "level" in found:
            raise entry.fault("it is for a home or for the service; leave out home or level.")
        rebases.append((entry, Rebase(**found)))
    check_once(rebases, _rebased)
    return [rebase for _, rebase in rebases]


def _notes(given: list[Entry]) -> list[Note]:
    required = {"first_on": a_day, "text": words}
    optional = {"last_on": a_day, "home": words, "measure": a_series}
    notes = []
    for entry in given:
        found = read_as(entry, required, optional)
        check_in_order(entry, found, "first_on", "last_on")
        if "home" not in found and "measure" not in found:
            raise entry.fault("it is for a home, for a measure, or for both.")
        notes.append(Note(**{"last_on": found["first_on"], **found}))
    return notes
