"""Sanctions, appointments, meetings and what children say: rows to look at are found, and a child's life tells them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pages.parts import timeline
from pipelines import loading
from warehouse.periods import parse
from warehouse.session import LOCAL, open_session

GIVEN = {
    "homes": """
        home_id,name,registered_places,registered_from,opened_on
        H1,Home A,4,2020-01-01,2020-01-01
        H2,Home B,4,2020-01-01,2020-01-01
    """,
    "children": """
        child_id,given_name,date_of_birth
        C1,Asha,2012-01-01
        C2,Ben,2012-01-01
    """,
    # C1 moves on 20 May and leaves on 31 May.
    "stays": """
        stay_id,child_id,home_id,admitted_on,discharged_on,stay_type
        S1,C1,H1,2025-01-10,2025-05-20,full_time
        S2,C1,H2,2025-05-20,2025-05-31,full_time
        S3,C2,H1,2025-01-10,,full_time
    """,
    "sanctions": """
        sanction_id,home_id,child_id,occurred_at,measure,is_restorative
        SA1,H1,C1,2025-05-20 09:00,loss of a privilege,no
        SA2,H1,C1,2025-05-21 09:00,no supper,no
        SA3,H1,C2,2025-05-02 09:00,repaired the door,yes
    """,
    "surveys": """
        response_id,question,home_id,child_id,asked_on,answer
        R1,safe,H1,C2,2025-05-02,negative
        R1,happy,H1,C2,2025-05-02,negative
        R2,safe,H1,C1,2025-05-20,neutral
        R3,safe,H1,C1,2025-05-21,positive
        R4,safe,H1,,2025-05-21,positive
    """,
    "feedback": """
        feedback_id,home_id,kind,received_on,received_from,child_ids,stage,nature
        F1,H1,complaint,2025-05-03,child,C1;C2,1,food
        F2,H2,compliment,2025-05-31,child,C1,,
        F3,H2,complaint,2025-06-01,parent,C1,1,contact
    """,
    "strategy_meetings": """
        meeting_id,child_ids,home_id,kind,requested_at,held_at
        M1,C1;C2,H1,missing,2025-05-02 09:00,2025-05-03 10:00
        M2,C1,H1,other,2025-05-20 09:00,2025-05-21 10:00
        M3,C1,H1,s47,2025-05-30 09:00,
        M4,C2,H1,exploitation,2025-06-01 09:00,2025-06-20 10:00
    """,
    "health_appointments": """
        appointment_id,child_id,kind,booked_for,outcome
        A1,C1,dentist,2025-05-30 10:00,attended
        A2,C1,GP,2025-05-31 10:00,not_brought
        A3,C2,GP,2025-06-02 10:00,
        A4,C2,optician,2025-06-12 10:00,
    """,
}
# The dataset and row (2 is the first under the headings) of each rule that looks at a row again.
DOUBTS = {
    ("not_prohibited", "sanctions", 3),
    ("sanction_child_not_resident", "sanctions", 3),
    ("answer_needs_action", "surveys", 2),
    ("answer_child_not_resident", "surveys", 5),
    ("feedback_child_not_resident", "feedback", 4),
    ("meeting_child_not_resident", "strategy_meetings", 3),
    ("in_future", "strategy_meetings", 5),
    ("appointment_not_resident", "health_appointments", 3),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A HEARTH_HOME that holds the rows above, loaded on 8 June 2025."""
    home, exports = tmp_path_factory.mktemp("care"), tmp_path_factory.mktemp("exports")
    for dataset, text in GIVEN.items():
        (exports / f"{dataset}.csv").write_text("\n".join(line.strip() for line in text.strip().splitlines()), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(home))
        patch.setenv("HEARTH_TODAY", "2025-06-08")
        found, _ = loading.find_files([exports])
        done = loading.load(found, loading.Options(), lambda name: None)
    assert not done.refused and sum(receipt.quarantined for receipt in done.receipts) == 0
    return home


def _session(home: Path, today: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("HEARTH_HOME", str(home))
    monkeypatch.setenv("HEARTH_TODAY", today)
    return open_session(LOCAL)


def _doubts(session: Any) -> set[tuple[str, str, int]]:
    issues = session.issues()
    assert set(issues["severity"]) == {"warning"}, "a doubtful row counts"
    assert all(remedy.endswith(".") for remedy in issues["remedy"])
    assert not any(said in issues.to_csv() for said in ("supper", "negative", "Asha"))
    return set(zip(issues["rule"], issues["dataset"], issues["row"], strict=True))


def test_rows_to_look_at_are_found_on_both_sides_of_each_boundary(
    loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day of a move belongs to both homes, and to the new one alone for an appointment."""
    assert _doubts(_session(loaded, "2025-06-08", monkeypatch)) == DOUBTS


@pytest.mark.parametrize(
    ("today", "rows"), [("2025-06-08", set()), ("2025-06-09", {4}), ("2025-06-18", {4}), ("2025-06-19", {4, 5})]
)
def test_an_appointment_without_an_outcome_is_doubted_seven_days_on_without_another_load(
    today: str, rows: set[int], loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _doubts(_session(loaded, today, monkeypatch))
    assert {row for rule, _, row in found if rule == "appointment_without_outcome"} == rows


def test_a_life_tells_them_in_plain_words(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = _session(loaded, "2025-06-08", monkeypatch)
    told = {}
    for child in ("C1", "C2"):
        found = timeline.events(session.chronology(child=child), date(2025, 6, 8))
        told[child] = [(event.on.isoformat(), event.said) for event in found if timeline.HOME not in event.kinds]
    assert told["C1"] == [
        ("2025-05-31", "Gave a compliment"),
        ("2025-05-30", "Health appointment (dentist) kept"),
        ("2025-05-21", "Strategy meeting"),
        ("2025-05-21", "Sanction: no supper"),
        ("2025-05-20", "Sanction: loss of a privilege"),
        ("2025-05-03", "Strategy meeting about going missing"),
        ("2025-05-03", "Made a complaint: food"),
    ]
    assert told["C2"] == [
        ("2025-06-20", "Strategy meeting about exploitation planned"),
        ("2025-06-12", "Health appointment (optician) booked"),
        ("2025-06-02", "Health appointment (GP) without an outcome so far"),
        ("2025-05-03", "Strategy meeting about going missing"),
        ("2025-05-03", "Made a complaint: food"),
        ("2025-05-02", "Restorative response: repaired the door"),
    ]


def test_what_a_home_hears_is_one_event_however_many_children(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = _session(loaded, "2025-06-08", monkeypatch)
    found = timeline.events(session.chronology(home="H1"), date(2025, 6, 8), in_home=True)
    assert len(found) == 12
    (complaint,) = [event for event in found if timeline.VOICE in event.kinds]
    (meeting,) = [event for event in found if event.said == "Strategy meeting about going missing"]
    for event in (complaint, meeting):
        assert [child for child, _ in event.people] == ["C1", "C2"]
    assert {event.icon for event in found if timeline.HEALTH in event.kinds} == {":material/stethoscope:"}


def test_answers_judged_together_are_traced_to_every_row_of_the_response(
    loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The amounts stand on the first row; a question by itself is traced to its own row alone."""
    session = _session(loaded, "2025-07-01", monkeypatch)
    both = session.cases("child_safe_happy_pct", parse("2025-05"), child="C2")
    assert list(both["record_id"]) == ["R1|happy", "R1|safe"] and list(both["row"]) == [3, 2]
    assert both["denominator"].fillna(-1).tolist() == [1, -1] and both["numerator"].sum() == 0
    for question, row in (("happy", 3), ("safe", 2)):
        assert list(session.cases(f"feel_{question}_pct", parse("2025-05"), child="C2")["row"]) == [row]


def test_one_reference_of_two_systems_is_two_responses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """C1 answered both questions in either system, and R9 are two people who gave no name."""
    monkeypatch.setenv("HEARTH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HEARTH_TODAY", "2025-06-11")
    answers = {
        "canonical": [("R1", "safe", "C1", 2), ("R1", "happy", "C1", 2), ("R9", "safe", "", 2)],
        "tablet": [("R1", "safe", "C1", 1), ("R1", "happy", "C1", 1), ("R9", "safe", "", 1)],
    }
    for source, rows in answers.items():
        folder = tmp_path / source
        folder.mkdir()
        lines = [f"{response},{question},H1,{child},2025-05-0{day},positive" for response, question, child, day in rows]
        (folder / "surveys.csv").write_text(
            "\n".join(["response_id,question,home_id,child_id,asked_on,answer", *lines])
        )
        for dataset in ("homes", "children") if source == "canonical" else ():
            (folder / f"{dataset}.csv").write_text(
                "\n".join(line.strip() for line in GIVEN[dataset].strip().splitlines())
            )
        found, _ = loading.find_files([folder])
        assert not loading.load(found, loading.Options(source=source), lambda name: None).refused
    figures = open_session(LOCAL).figures(parse("2025-05"), ["child_safe_happy_pct", "feel_safe_pct"])
    assert list(zip(figures["numerator"], figures["denominator"], strict=True)) == [(1, 1), (3, 3)]
