"""Entries of the framework's files: read strictly, and what is wrong is said with the file and the entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from data_contracts import yaml_text
from warehouse import periods, registry
from warehouse.periods import Period, PeriodError
from warehouse.registry import RegistryError


class FrameworkError(RegistryError):
    """A file of the framework cannot be used; the message names the file, the entry and what to change."""


@dataclass(frozen=True)
class Entry:
    """One entry of a file and where it stands, so that a fault can be found again."""

    path: Path
    number: int
    given: dict[str, Any]

    def fault(self, said: str) -> FrameworkError:
        return FrameworkError(f"{self.path}, entry {self.number}: {said}")


def entries(path: Path) -> list[Entry]:
    """The entries of a file in their order; none where there is no file. Raises FrameworkError for no list."""
    if not path.exists():
        return []
    try:
        found = yaml_text.read(path.read_text("utf-8")) or []
    except (OSError, UnicodeDecodeError) as fault:
        raise FrameworkError(f"{path}: cannot be read as text ({type(fault).__name__}).") from None
    except yaml.YAMLError as fault:
        line = getattr(getattr(fault, "problem_mark", None), "line", None)
        where = "" if line is None else f" near line {line + 1}"
        raise FrameworkError(f"{path}: is not YAML{where}.") from None
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise FrameworkError(f"{path}: is not a list of entries, each beginning with a dash and holding `name: value`.")
    return [Entry(path, number, entry) for number, entry in enumerate(found, start=1)]


def read_as(entry: Entry, required: dict[str, Callable], optional: dict[str, Callable]) -> dict[str, Any]:
    """What the entry says, each value read as what it is; blanks are left out."""
    given = {name: value for name, value in entry.given.items() if value is not None}
    known = required | optional
    if unknown := [str(name) for name in entry.given if name not in known]:
        raise entry.fault(f"{', '.join(unknown)} is not known here; known are {', '.join(known)}.")
    if missing := [name for name in required if name not in given]:
        raise entry.fault(f"{', '.join(missing)} is missing.")
    found = {}
    for name, value in given.items():
        try:
            found[name] = known[name](value)
        except ValueError as fault:
            raise entry.fault(f"{name} is '{value}'; {fault}.") from None
    return found


def words(value: Any) -> str:
    if not isinstance(value, (str, int)) or isinstance(value, bool) or not str(value).strip():
        raise ValueError("it should be words")
    return str(value).strip()


def a_number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value or abs(value) == float("inf"):
        raise ValueError("it should be a number")
    return float(value)


def a_day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError("it should be a date such as 2026-04-01")


def yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("it should be true or false")
    return value


def a_period(value: Any) -> Period:
    try:
        found = periods.parse(str(value))
    except PeriodError:
        raise ValueError("it should be a month such as 2026-04 or a quarter such as 2026-27-Q1") from None
    if found.grain not in ("month", "quarter"):
        raise ValueError("it should be a month or a quarter")
    return found


def one_of(*allowed: str) -> Callable[[Any], str]:
    def read_one(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"it should be one of {', '.join(allowed)}")
        return str(value)

    return read_one


def a_series(value: Any) -> str:
    if not isinstance(value, str) or value not in registry.series():
        raise ValueError("no series of the framework is called so; `python -m warehouse measures` lists them")
    return value


AMOUNT = {"value": a_number, "low": a_number, "high": a_number}


def check_amount(entry: Entry, found: dict[str, Any]) -> None:
    """Either a value or a band, and a band with its ends in order."""
    is_band = "low" in found or "high" in found
    if is_band == ("value" in found):
        raise entry.fault("it should say either `value`, or `low` and `high`.")
    if is_band and not ("low" in found and "high" in found):
        raise entry.fault("a band needs both `low` and `high`.")
    if is_band and found["low"] > found["high"]:
        raise entry.fault(f"low ({found['low']:g}) lies above high ({found['high']:g}).")


def check_in_order(entry: Entry, found: dict[str, Any], first: str, last: str) -> None:
    if last in found and found[last] < found[first]:
        raise entry.fault(f"{last} ({found[last]}) lies before {first} ({found[first]}).")


def check_once(rows: Iterable[tuple[Entry, Any]], key: Callable[[Any], object]) -> None:
    seen: dict[object, int] = {}
    for entry, row in rows:
        if key(row) in seen:
            raise entry.fault(f"it says again what entry {seen[key(row)]} says.")
        seen[key(row)] = entry.number
