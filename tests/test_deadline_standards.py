"""The deadlines and conflicts as data are whole, known by name, and the page in docs says what they say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_contracts.contract import contracts
from warehouse import deadline_pages, standards, standards_cyclic, yaml_lines
from warehouse.registry import RegistryError


def test_every_standard_of_the_framework_is_followed_or_said_not_to_be_recorded() -> None:
    every = {f"T{number:02d}" for number in range(1, 24)} | {f"C{number:02d}" for number in range(1, 34)}
    followed = {name for name, standard in standards.standards().items() if standard.reading_of is None}
    beside = {"gp_registration", "optician_registration", "immunisations"}
    not_recorded = {one.standard for one in standards.not_recorded()}
    assert followed | not_recorded == every | beside
    assert not followed & not_recorded


def test_the_page_names_every_standard_state_and_conflict() -> None:
    page = deadline_pages.PAGE.read_text("utf-8")
    assert page == deadline_pages.deadlines_markdown(), "Run: python -m warehouse.deadline_pages"
    for name, standard in standards.standards().items():
        assert f"### {name}: {standard.title}" in page
    for name in standards.conflicts():
        assert f"**{name}**" in page


def test_every_conflict_is_listed_and_names_standards_that_name_it() -> None:
    found = standards.conflicts()
    assert list(found) == [f"I-{number}" for number in range(1, 31)]
    for conflict in found.values():
        for standard in conflict.standards:
            assert conflict.conflict in standards.standards()[standard].conflicts, conflict.conflict
    for standard in standards.standards().values():
        for name in standard.conflicts:
            assert standard.standard in found[name].standards, f"{standard.standard} {name}"


def test_both_readings_stand_beside_each_other() -> None:
    readings = {name: standard.reading_of for name, standard in standards.standards().items() if standard.reading_of}
    assert readings == {
        "C23_two_months": "C23", "C26_once": "C26", "C27_six_months": "C27", "C29_framework": "C29",
    }  # fmt: skip
    for reading, of in readings.items():
        assert standards.standards()[reading].conflicts == standards.standards()[str(of)].conflicts


def test_moments_are_columns_of_the_datasets() -> None:
    """A clock starts and stops at columns that some contract has, or that a mart says of it."""
    columns = {name for contract in contracts().values() for name in contract.by_name} | {"answered_on", "returned_on"}
    for line in standards.event_lines():
        assert set(line["starts"] + line["stops"]) <= columns, line["id"]


def test_duties_are_kinds_that_the_contracts_allow() -> None:
    made = {"staff.level3_completed"}
    for line in standards_cyclic.read():
        for cycle in line["cycles"]:
            dataset, _, kind = cycle["activity"].partition(".")
            allowed = contracts()[dataset].by_name["kind"].allowed if cycle["activity"] not in made else {kind}
            assert kind.removesuffix("_with_minutes") in (allowed or ()), cycle["activity"]


def _event(**changes: Any) -> dict[str, Any]:
    limit = {
        "effective_from": date(2015, 4, 1), "effective_to": None, "target": 24, "max": None, "statutory": None,
    }  # fmt: skip
    line = {
        "id": "T01", "title": "Recorded", "applies_to": ["incident"], "starts": ["occurred_at"],
        "stops": ["record_completed_at"], "unit": "hours", "limits": [limit], "wording": None, "authority": "None",
    }  # fmt: skip
    return line | changes


def _duty(**changes: Any) -> dict[str, Any]:
    cycle = {
        "activity": "meetings.house", "each": "week", "effective_from": date(2015, 4, 1), "effective_to": None,
    }  # fmt: skip
    return {
        "id": "C10", "title": "Meeting", "subject": "home", "wording": None, "authority": "None",
        "cycles": [{**cycle, **changes.pop("cycle", {})}],
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (_event(colour="red"), "colour"),
        (_event(unit="weeks"), "unit 'weeks'"),
        (_event(limits=[{"effective_from": date(2015, 4, 1), "target": 1}]), "missing"),
        (_event(limits=[{**_event()["limits"][0], "only": "sanction"}]), "does not apply"),
    ],
)
def test_a_deadline_that_cannot_be_understood_is_refused(
    line: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standards, "lines", lambda name: [line])
    with pytest.raises(RegistryError, match=said):
        standards.event_lines()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (_duty(colour="red"), "colour"),
        (_duty(subject="cat"), "owed to 'cat'"),
        (_duty(cycle={"each": "fortnight"}), "fortnight"),
        (_duty(cycle={"once": {"weeks": 2}}), "one rule"),
        (_duty(cycle={"earliest": {"weeks": 1}}), "earliest"),
    ],
)
def test_a_duty_that_cannot_be_understood_is_refused(
    line: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standards_cyclic, "lines", lambda name: [line])
    with pytest.raises(RegistryError, match=said):
        standards_cyclic.read()


def test_the_framework_s_lines_are_read_from_its_folder() -> None:
    assert Path(yaml_lines.FRAMEWORK / "conflicts.yaml").exists()
    assert len(yaml_lines.lines("conflicts.yaml")) == 30
