"""The framework's deadlines as data: standards that an event starts, and the conflicts inside the framework."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from warehouse import standards_cyclic, standards_said
from warehouse.engine import Database
from warehouse.registry import RegistryError
from warehouse.yaml_lines import NO_END, check_keys, lines

UNITS = ("hours", "days", "working_days", "same_date")

_REQUIRED = {"id", "title", "applies_to", "starts", "stops", "unit", "limits", "wording", "authority"}
_OPTIONAL = {"not_required_when", "declined_by", "suggestion", "note", "conflicts"}
_LIMIT = {"effective_from", "effective_to", "target", "max", "statutory"}


@dataclass(frozen=True)
class Standard:
    """One deadline of the framework in words, whether an event starts it or it comes round.

    `wording` is the framework's own where it has one; `suggestion` what is suggested where no limit is set;
    `conflicts` the ids of what the framework says otherwise elsewhere, `limit` the limit of today in words (blank where
    none is set), `duties` the title of each activity where the standard has several.
    """

    standard: str
    title: str
    wording: str | None
    authority: str
    note: str
    suggestion: str
    conflicts: tuple[str, ...]
    is_cyclic: bool = False
    reading_of: str | None = None
    limit: str = ""
    duties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NotRecorded:
    """A deadline that the law or the framework asks for and no export tells of, and why."""

    standard: str
    title: str
    authority: str
    why: str


@dataclass(frozen=True)
class Conflict:
    """A place where the framework contradicts itself, leaves a gap or falls short of the law, and what is done."""

    conflict: str
    where: str
    wording: str | None
    problem: str
    treatment: str
    standards: tuple[str, ...]


def event_lines() -> list[dict[str, Any]]:
    """The event standards as their file says; raises RegistryError for anything that is not known."""
    name = "standards_event.yaml"
    found = lines(name)
    for line in found:
        check_keys(line, _REQUIRED, _OPTIONAL, name)
        if line["unit"] not in UNITS:
            raise RegistryError(f"{name}: {line['id']} has unit '{line['unit']}'; it is one of {', '.join(UNITS)}.")
        for limit in line["limits"]:
            check_keys(limit, _LIMIT, {"only"}, name)
            if limit.get("only", line["applies_to"][0]) not in line["applies_to"]:
                raise RegistryError(
                    f"{name}: {line['id']} sets a limit for '{limit['only']}' but does not apply to it."
                )
    return found


def _standard(line: dict[str, Any], *, is_cyclic: bool) -> Standard:
    return Standard(
        line["id"], line["title"], line["wording"], line["authority"], line.get("note", ""),
        line.get("suggestion", ""), tuple(line.get("conflicts", ())), is_cyclic, line.get("reading_of"),
        standards_said.of_cycles(line) if is_cyclic else standards_said.of_event(line),
        standards_cyclic.titles(line) if is_cyclic else {},
    )  # fmt: skip


@functools.cache
def standards() -> dict[str, Standard]:
    """Every standard by id, those that an event starts first; another reading follows the one it is of."""
    found: dict[str, Standard] = {}
    for line, is_cyclic in [(x, False) for x in event_lines()] + [(x, True) for x in standards_cyclic.read()]:
        if line["id"] in found:
            raise RegistryError(f"{line['id']} stands twice among the standards.")
        if line.get("reading_of", line["id"]) not in {*found, line["id"]}:
            raise RegistryError(f"{line['id']} is a reading of {line['reading_of']}, which does not stand before it.")
        found[line["id"]] = _standard(line, is_cyclic=is_cyclic)
        if unknown := set(found[line["id"]].conflicts) - set(conflicts()):
            raise RegistryError(f"{line['id']} names conflicts that are not listed: {', '.join(sorted(unknown))}.")
    return found


@functools.cache
def conflicts() -> dict[str, Conflict]:
    """What the framework says otherwise elsewhere, leaves open or falls short in, by id, as treated here."""
    name = "conflicts.yaml"
    found = {}
    for line in lines(name):
        check_keys(line, {"id", "where", "wording", "problem", "treatment", "standards"}, set(), name)
        found[line["id"]] = Conflict(
            line["id"], line["where"], line["wording"], line["problem"], line["treatment"], tuple(line["standards"])
        )
    return found


@functools.cache
def not_recorded() -> tuple[NotRecorded, ...]:
    """The deadlines that cannot be followed, because no export has what they are about."""
    name = "standards_not_recorded.yaml"
    found = []
    for line in lines(name):
        check_keys(line, {"id", "title", "authority", "why"}, set(), name)
        if line["id"] in standards():
            raise RegistryError(f"{name}: {line['id']} is followed, so it is recorded.")
        found.append(NotRecorded(line["id"], line["title"], line["authority"], line["why"]))
    return tuple(found)


def _dated(limit: dict[str, Any]) -> tuple[date, date]:
    return limit["effective_from"], limit["effective_to"] or NO_END


def _frames() -> dict[str, pd.DataFrame]:
    """The event standards as tables: what each is, to which kinds of event it applies, its moments, its limits."""
    about, scope, moments, limits = [], [], [], []
    for line in event_lines():
        standard = line["id"]
        about.append((
            standard, line["title"], line["unit"], len(line["stops"]), line.get("not_required_when"),
            line.get("declined_by"),
        ))  # fmt: skip
        scope += [(standard, kind) for kind in line["applies_to"]]
        for role, names in (("start", line["starts"]), ("stop", line["stops"])):
            moments += [(standard, role, place, name) for place, name in enumerate(names)]
        for limit in line["limits"]:
            kinds = [limit["only"]] if "only" in limit else line["applies_to"]
            values = (limit["target"], limit["max"], limit["statutory"])
            limits += [(standard, kind, *values, *_dated(limit)) for kind in kinds]
    return {
        "standard_event": pd.DataFrame(
            about, columns=["standard", "title", "unit", "stops_wanted", "not_required_when", "declined_by"]
        ).astype({"not_required_when": "object", "declined_by": "object"}),
        "standard_scope": pd.DataFrame(scope, columns=["standard", "event_kind"]),
        "standard_moment": pd.DataFrame(moments, columns=["standard", "role", "place", "moment"]),
        "standard_limit": pd.DataFrame(
            limits,
            columns=["standard", "event_kind", "target", "most", "statutory", "effective_from", "effective_to"],
        ).astype({"target": "float", "most": "float", "statutory": "float"}),
    }


_TYPES = {
    "place": "integer", "stops_wanted": "integer", "target": "double", "most": "double", "statutory": "double",
    "effective_from": "date", "effective_to": "date", "at_least": "integer", "needs_children": "boolean",
    "is_law": "boolean", "first_on": "date", "last_on": "date",
}  # fmt: skip


def _type(column: str) -> str:
    return "integer" if column.endswith(("_days", "_months")) else _TYPES.get(column, "varchar")


def tables(database: Database) -> None:
    """The standards stand in the warehouse as tables, for marts to read."""
    for name, frame in {**_frames(), **standards_cyclic.frames()}.items():
        columns = ", ".join(f"cast({column} as {_type(column)}) as {column}" for column in frame)
        with database.given(lines=frame.astype({c: "object" for c in frame if c.startswith("effective_")})):
            database.run(f"create or replace table {name} as select {columns} from lines")
