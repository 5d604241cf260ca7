"""The limit of a standard in words: `24 hours`, `48 hours, at most 72`, `every month`, `2 in 12 months`."""

from __future__ import annotations

from typing import Any

_UNITS = {"hours": "hour", "days": "day", "working_days": "working day"}
_WINDOWS = {
    "month": "month", "week": "week", "quarter": "quarter", "financial_year": "financial year", "term": "term",
    "rolling_year": "12 months",
}  # fmt: skip


def of_event(line: dict[str, Any]) -> str:
    """The limits in force of a standard that an event starts, each kind of event's once; blank where none is set."""
    said = [_limit(line["unit"], limit) for limit in line["limits"] if limit["effective_to"] is None]
    return " or ".join(dict.fromkeys(text for text in said if text))


def _limit(unit: str, limit: dict[str, Any]) -> str:
    first = limit["target"] if limit["target"] is not None else limit["statutory"]
    if first is None:
        return ""
    if unit == "same_date":
        return "the same day"
    most = "" if limit["max"] is None else f", at most {limit['max']}"
    return f"{_many(first, _UNITS[unit])}{most}"


def of_cycles(line: dict[str, Any]) -> str:
    """How often the duties of a standard come round, or by when; blank where no limit is set."""
    said = [_cycle(cycle) for cycle in line["cycles"] if cycle["effective_to"] is None]
    return " or ".join(dict.fromkeys(text for text in said if text))


def _cycle(cycle: dict[str, Any]) -> str:
    if "each" in cycle:
        window, times = _WINDOWS[cycle["each"]], cycle.get("at_least", 1)
        return f"{times} in {window}" if times > 1 or window[0].isdigit() else f"every {window}"
    if "every" in cycle:
        return _every(cycle["every"])
    if "once" in cycle:
        return f"within {_span(cycle['once'])} of the start" if cycle["once"] else ""
    return f"within {_span(cycle['within'])}" if cycle["within"] else ""


def _every(steps: dict[str, dict[str, int]]) -> str:
    early = [f"{name} within {_span(steps[name])}" for name in ("first", "second") if name in steps]
    every = f"every {_span(steps['then'])}"
    young = [f"every {_span(steps['under_5'])} under five"] if "under_5" in steps else []
    return ", ".join([*early, f"then {every}" if early else every, *young])


def _span(span: dict[str, int]) -> str:
    return " and ".join(_many(amount, unit.replace("_", " ").removesuffix("s")) for unit, amount in span.items())


def _many(amount: float, one: str) -> str:
    return f"{amount:g} {one}{'' if amount == 1 else 's'}"
