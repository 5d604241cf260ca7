"""The framework's deadlines as data: standards that an event starts, and the conflicts inside the framework."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import yaml

from warehouse.engine import Database
from warehouse.registry import FRAMEWORK, RegistryError

UNITS = ("hours", "days", "working_days", "same_date")
NO_END = date(9999, 12, 31)

_REQUIRED = {"id", "title", "applies_to", "starts", "stops", "unit", "limits", "wording", "authority"}
_OPTIONAL = {"not_required_when", "declined_by", "suggestion", "note", "conflicts"}
_LIMIT = {"effective_from", "effective_to", "target", "max", "statutory"}


@dataclass(frozen=True)
class Standard:
    """One deadline of the framework in words, whether an event starts it or it comes round.

    `wording` is the framework's own where it has one; `suggestion` what is suggested where no limit is set;
    `conflicts` the ids of what the framework says otherwise elsewhere.
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


@dataclass(frozen=True)
class Conflict:
    """A place where the framework contradicts itself, leaves a gap or falls short of the law, and what is done."""

    conflict: str
    where: str
    wording: str
    problem: str
    treatment: str
    standards: tuple[str, ...]


def _lines(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((FRAMEWORK / name).read_text("utf-8"))


def check_keys(line: dict[str, Any], required: set[str], optional: set[str], where: str) -> None:
    """The line says all that is required and nothing that is not known; raises RegistryError otherwise."""
    unknown, missing = set(line) - required - optional, required - set(line)
    if unknown or missing:
        raise RegistryError(
            f"{where}: {line.get('id', 'a line')} has unknown settings {', '.join(sorted(unknown)) or 'none'}; "
            f"missing: {', '.join(sorted(missing)) or 'none'}."
        )


def _event_lines() -> list[dict[str, Any]]:
    """The event standards as their file says; raises RegistryError for anything that is not known."""
    name = "standards_event.yaml"
    lines = _lines(name)
    for line in lines:
        check_keys(line, _REQUIRED, _OPTIONAL, name)
        if line["unit"] not in UNITS:
            raise RegistryError(f"{name}: {line['id']} has unit '{line['unit']}'; it is one of {', '.join(UNITS)}.")
        for limit in line["limits"]:
            check_keys(limit, _LIMIT, {"only"}, name)
            if limit.get("only", line["applies_to"][0]) not in line["applies_to"]:
                raise RegistryError(
                    f"{name}: {line['id']} sets a limit for '{limit['only']}' but does not apply to it."
                )
    return lines


@functools.cache
def standards() -> dict[str, Standard]:
    """Every standard by id."""
    found: dict[str, Standard] = {}
    for line in _event_lines():
        if line["id"] in found:
            raise RegistryError(f"{line['id']} stands twice among the standards.")
        found[line["id"]] = Standard(
            line["id"], line["title"], line["wording"], line["authority"], line.get("note", ""),
            line.get("suggestion", ""), tuple(line.get("conflicts", ())),
        )  # fmt: skip
    return found


def _dated(limit: dict[str, Any]) -> tuple[date, date]:
    return limit["effective_from"], limit["effective_to"] or NO_END


def _frames() -> dict[str, pd.DataFrame]:
    """The event standards as tables: what each is, to which kinds of event it applies, its moments, its limits."""
    about, scope, moments, limits = [], [], [], []
    for line in _event_lines():
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
    "effective_from": "date", "effective_to": "date",
}  # fmt: skip


def tables(database: Database) -> None:
    """The standards stand in the warehouse as tables, for marts to read."""
    for name, frame in _frames().items():
        columns = ", ".join(f"cast({column} as {_TYPES.get(column, 'varchar')}) as {column}" for column in frame)
        with database.given(lines=frame.astype({c: "object" for c in frame if c.startswith("effective_")})):
            database.run(f"create or replace table {name} as select {columns} from lines")
