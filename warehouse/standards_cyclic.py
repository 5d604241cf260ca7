"""The duties that come round, as data: which, how often, owed to whom."""

from __future__ import annotations

import csv
from typing import Any

import pandas as pd

from warehouse.registry import FRAMEWORK, RegistryError
from warehouse.yaml_lines import NO_END, check_keys, lines

FILE = "standards_cyclic.yaml"
RULES = ("each", "every", "once", "within")
WINDOWS = ("month", "week", "quarter", "financial_year", "term", "rolling_year")
SUBJECTS = (
    "home", "service", "staff", "new_staff", "staff_month", "care_worker", "manager", "child", "looked_after_child",
    "pupil", "child_with_plan", "placement", "report",
)  # fmt: skip
STEPS = {"first", "second", "then", "under_5"}

_REQUIRED = {"id", "title", "subject", "cycles", "wording", "authority"}
_OPTIONAL = {"is_law", "needs_children", "reading_of", "suggestion", "note", "conflicts"}
_SPANS = {
    "first": ("days", "working_days"), "second": ("months",), "then": ("days", "months"), "under_5": ("months",),
    "once": ("days", "months"), "within": ("days",), "earliest": ("days",),
}  # fmt: skip


def read() -> list[dict[str, Any]]:
    """The duties as their file says; raises RegistryError for anything that is not known."""
    found = lines(FILE)
    for line in found:
        check_keys(line, _REQUIRED, _OPTIONAL, FILE)
        if line["subject"] not in SUBJECTS:
            raise RegistryError(f"{FILE}: {line['id']} is owed to '{line['subject']}'; known: {', '.join(SUBJECTS)}.")
        for cycle in line["cycles"]:
            _rule(line["id"], cycle)
        if len({cycle["activity"] for cycle in line["cycles"]} - set(titles(line))) > 1:
            raise RegistryError(f"{FILE}: {line['id']} has several duties; each needs a title of its own.")
    return found


def _rule(standard: str, cycle: dict[str, Any]) -> str:
    """Which one rule a cycle follows."""
    rules = [rule for rule in RULES if rule in cycle]
    if len(rules) != 1:
        raise RegistryError(f"{FILE}: {standard} has one rule a cycle, of {', '.join(RULES)}.")
    optional = {"title"} | {"each": {"at_least"}, "once": {"earliest"}}.get(rules[0], set())
    check_keys(
        {"id": standard, **cycle}, {"id", "activity", "effective_from", "effective_to", rules[0]}, optional, FILE
    )
    if rules[0] == "each" and cycle["each"] not in WINDOWS:
        raise RegistryError(f"{FILE}: {standard} is due each '{cycle['each']}'; known: {', '.join(WINDOWS)}.")
    if rules[0] == "every" and (unknown := set(cycle["every"]) - STEPS):
        raise RegistryError(f"{FILE}: {standard} has unknown steps {', '.join(sorted(unknown))}.")
    return rules[0]


def titles(line: dict[str, Any]) -> dict[str, str]:
    """The title of each activity of a standard that has several, by activity."""
    return {cycle["activity"]: cycle["title"] for cycle in line["cycles"] if "title" in cycle}


def _amounts(standard: str, name: str, span: dict[str, int] | None) -> dict[str, int]:
    """A span such as {weeks: 2} as the columns in which it is kept, weeks as days."""
    found = {}
    for unit, amount in (span or {}).items():
        unit, amount = ("days", 7 * amount) if unit == "weeks" else (unit, amount)
        if unit not in _SPANS[name]:
            raise RegistryError(f"{FILE}: {standard} cannot be due in {unit} for '{name}'.")
        found[f"{name}_{unit}"] = amount
    return found


def _row(line: dict[str, Any], cycle: dict[str, Any]) -> dict[str, Any]:
    standard, rule = line["id"], _rule(line["id"], cycle)
    row: dict[str, Any] = {
        "standard": standard,
        "activity": cycle["activity"],
        "dataset": cycle["activity"].partition(".")[0],
        "subject": line["subject"],
        "rule": rule,
        "each": cycle.get("each"),
        "at_least": cycle.get("at_least", 1),
        "needs_children": line.get("needs_children", False),
        "is_law": line.get("is_law", False),
        "effective_from": cycle["effective_from"],
        "effective_to": cycle["effective_to"] or NO_END,
    }
    spans = cycle["every"] if rule == "every" else {rule: cycle[rule]} if rule in ("once", "within") else {}
    for name, span in {**spans, "earliest": cycle.get("earliest")}.items():
        row |= _amounts(standard, name, span)
    return row


def frames() -> dict[str, pd.DataFrame]:
    """The duties as tables: standard_cycle, a row a duty and rule; standard_of_cycle; school_term."""
    spans = [f"{name}_{unit}" for name, units in _SPANS.items() for unit in units]
    rows = [_row(line, cycle) for line in read() for cycle in line["cycles"]]
    named = [name for name in rows[0] if name not in spans]
    cycles = pd.DataFrame(rows).reindex(columns=named + spans)
    about = [(line["id"], line.get("is_law", False), line.get("reading_of")) for line in read()]
    with (FRAMEWORK / "school_terms.csv").open(encoding="utf-8", newline="") as handle:
        terms = pd.DataFrame(list(csv.DictReader(handle)))
    return {
        "standard_cycle": cycles.astype(dict.fromkeys(spans, "Int64")),
        "standard_of_cycle": pd.DataFrame(about, columns=["standard", "is_law", "reading_of"]),
        "school_term": terms,
    }
