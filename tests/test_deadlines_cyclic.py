"""Duties that come round come out as worked out by hand, on both sides of each boundary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from conftest import forget
from test_deadlines import load_worked

from warehouse import standards
from warehouse.periods import parse
from warehouse.session import LOCAL, Viewer, open_session

EVER = parse("2023-01-01..2026-12-31")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("cycles")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(folder / "home"))
        patch.setenv("HEARTH_TODAY", "2025-09-16")
        yield load_worked("cyclic_deadlines", folder)
        forget()


def _cycles() -> pd.DataFrame:
    """Every duty with whose it is (`owner`) and its name as the example writes it."""
    names = [name for name, standard in standards.standards().items() if standard.is_cyclic]
    found = open_session(LOCAL).deadlines(EVER, names)
    owner = found["child_id"].fillna(found["staff_id"]).fillna(found["home_id"]).fillna("service")
    duty = found["activity"].str.partition(".")[2]
    several = found.groupby("standard")["activity"].transform("nunique") > 1
    name = found["standard"].where(~several, found["standard"] + "/" + duty)
    return found.assign(owner=owner, name=name)


def test_every_cycle_worked_by_hand(example: dict[str, Any]) -> None:
    found: dict[tuple[str, str, str | None], list[str]] = {}
    for row in _cycles().itertuples():
        due = None if pd.isna(row.due_at) else row.due_at
        found.setdefault((row.name, row.owner, due), []).append(row.state)
    for name, owner, due, state, why in example["gives"]:
        said = found.get((name, owner, None if due is None else str(due)), [])
        assert set(said) == {state}, f"{name} {owner} due {due}: {said}; {why}"


def test_whose_no_duty_is(example: dict[str, Any]) -> None:
    cycles = _cycles()
    for name, owner, why in example["never"]:
        assert cycles[(cycles["name"] == name) & (cycles["owner"] == owner)].empty, f"{name} {owner}: {why}"


def test_no_cycle_stands_twice(example: dict[str, Any]) -> None:
    cycles = _cycles().dropna(subset=["due_at"])
    doubled = cycles[cycles.duplicated(["name", "owner", "due_at"], keep=False)]
    assert doubled.empty, doubled[["name", "owner", "due_at", "state"]]


def test_every_cyclic_standard_is_worked_by_hand(example: dict[str, Any]) -> None:
    worked = {line[0].partition("/")[0] for line in example["gives"]}
    assert worked == {name for name, standard in standards.standards().items() if standard.is_cyclic}


def test_another_reading_shows_only_where_it_is_asked_for(example: dict[str, Any]) -> None:
    shown = set(open_session(LOCAL).deadlines(EVER)["standard"])
    assert "C26" in shown and "C26_once" not in shown
    assert set(open_session(LOCAL).deadlines(EVER, ["C26_once"])["standard"]) == {"C26_once"}


def test_what_has_to_be_done_first(example: dict[str, Any]) -> None:
    """What is overdue by law comes first, then what else is, then what is due soon; a week that is over is no task."""
    session = open_session(LOCAL)
    tasks = session.deadlines_open(15)
    order = [(not row.is_overdue, row.is_overdue and not row.is_law) for row in tasks.itertuples()]
    assert order == sorted(order)
    for _, part in tasks.groupby([tasks["is_overdue"], tasks["is_overdue"] & tasks["is_law"]]):
        assert part["hours_left"].is_monotonic_increasing
    assert (tasks["is_overdue"] == (tasks["hours_left"] < 0)).all()
    overdue, soon = tasks[tasks["is_overdue"]], tasks[~tasks["is_overdue"]]
    assert "C13" in set(soon["standard"]) and "C13" not in set(overdue["standard"])
    assert soon["hours_left"].max() <= 15 * 24
    assert set(overdue[overdue["standard"] == "C31"]["child_id"]) == {"C2"}
    assert set(soon[soon["standard"] == "C31"]["child_id"]) == {"C5"}, "due by the end of 30 September, in 15 days"
    assert "C5" not in set(session.deadlines_open(14)[lambda rows: ~rows["is_overdue"]]["child_id"])


def test_what_is_overdue_is_counted_as_it_is_listed(example: dict[str, Any]) -> None:
    session = open_session(LOCAL)
    tasks = session.deadlines_open(0)
    overdue = tasks[tasks["is_overdue"]]
    counted = session.deadlines_overdue()
    for home, (every, of_law) in counted.items():
        mine = overdue[overdue["home_id"].isna() if home is None else overdue["home_id"] == home]
        assert (every, of_law) == (len(mine), int(mine["is_law"].sum()))
    assert sum(every for every, _ in counted.values()) == len(overdue) > 0


def test_compliance_counts_the_states(example: dict[str, Any]) -> None:
    session = open_session(LOCAL)
    states = session.deadlines(EVER)
    for row in session.deadline_compliance(EVER).itertuples():
        mine = states[states["standard"] == row.standard]["state"].value_counts()
        late = sum(mine.get(name, 0) for name in ("late_within_max", "breached_local", "breached_statutory"))
        assert (row.met, row.late, row.overdue) == (mine.get("met", 0), late, mine.get("overdue", 0))
        assert row.decided == row.met + row.late + row.overdue
        assert (row.value != row.value) if row.decided == 0 else row.value == 100 * row.met / row.decided
        for name in ("pending", "indeterminate", "not_required", "no_standard", "declined_offered"):
            assert getattr(row, name) == mine.get(name, 0)
    by_home = session.deadline_compliance(EVER, by="home")
    whole = session.deadline_compliance(EVER).set_index("standard")
    assert (by_home.groupby("standard")["met"].sum() == whole["met"]).all()


def test_breaches_are_what_was_late_or_is_overdue(example: dict[str, Any]) -> None:
    session = open_session(LOCAL)
    states = session.deadlines(EVER)
    found = session.deadline_breaches(EVER)
    bad = ("late_within_max", "breached_local", "breached_statutory", "overdue")
    assert len(found) == states["state"].isin(bad).sum()
    assert found["clock_start"].is_monotonic_decreasing


def test_a_viewer_of_one_home_sees_its_deadlines_alone(example: dict[str, Any]) -> None:
    session = open_session(Viewer("manager", homes=frozenset({"H2"})))
    assert set(session.deadlines(EVER)["home_id"]) == {"H2"}
    assert set(session.deadlines_open(30)["home_id"]) <= {"H2"}
    assert set(session.deadline_compliance(EVER, by="home")["home_id"]) == {"H2"}
    assert set(session.deadlines_overdue()) <= {"H2"}


def test_the_command_line_prints_every_standard(example: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """The columns are those that scripts rely on, for events and for duties that come round."""
    from warehouse.__main__ import main

    assert main(["deadlines", "--period", "2025-04", "--home", "H1", "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "standard,record_id,home_id,child_id,clock_start,due_at,done_at,hours,state"
    assert "C14,K06,H1,,2025-04-01,2025-04-30,2025-04-30,,met" in lines
    assert "C33,V11,H1,C1,2025-03-10,2025-04-21,2025-04-21,,met" in lines
    assert main(["deadlines", "--period", "2025-04", "--standard", "C09"]) == 2
    assert "'C09' is not a standard that is followed" in capsys.readouterr().err
