"""What counts but should be looked at: each rule finds its rows, and not those on the other side of its boundary."""

from __future__ import annotations

from collections import defaultdict

import pytest

from pipelines import loading
from warehouse import registry
from warehouse.session import LOCAL, open_session

GIVEN = {
    "homes": "home_id,name,registered_places,registered_from,opened_on\nH1,Home A,12,2020-01-01,2020-01-01",
    "children": "child_id,date_of_birth,first_looked_after_on\n"
    + "\n".join(f"C{number},2012-01-01,2023-05-01" for number in range(1, 10)),
    "stays": "stay_id,child_id,home_id,admitted_on,discharged_on,stay_type\n"
    + "\n".join(f"S{number},C{number},H1,2023-06-01,,full_time" for number in range(1, 9))
    # C9 is back in June, and did not come back from where C9 went missing before leaving.
    + "\nS9,C9,H1,2023-06-01,2025-05-20,full_time\nS10,C9,H1,2025-06-02,,full_time",
    "incidents": """incident_id,home_id,kind,occurred_at,ended_at,child_ids
I1,H1,restraint,2025-05-01 10:00,2025-05-01 11:00,C1
I2,H1,restraint,2025-05-02 10:00,2025-05-02 11:01,C1
I3,H1,incident,2025-05-03 10:00,2025-05-03 14:00,C1
I4,H1,restraint,2025-05-04,2025-05-06,C1
I5,H1,restraint,2025-05-05 10:00,,C1""",
    "missing_episodes": """episode_id,child_id,home_id,kind,missing_from_at,returned_at,rhi_offered_at,rhi_outcome
YEAR,C1,H1,M,2024-01-10 10:00,2025-01-09 10:00,,
OVER,C2,H1,M,2024-01-10 10:00,2025-01-10 10:00,,
OPEN,C3,H1,M,2024-05-01 10:00,,,
OPEN2,C3,H1,A,2025-05-01 10:00,2025-05-02 10:00,,
HOUR,C4,H1,M,2025-05-01 10:00,2025-05-01 12:00,2025-05-02 10:00,declined
HOUR1,C4,H1,M,2025-05-01 13:00,2025-05-01 14:00,,not_offered
HOUR2,C4,H1,M,2025-05-01 15:01,2025-05-01 16:00,2025-05-02 10:00,completed
AWAY,C5,H1,A,2025-05-01 10:00,2025-05-01 12:00,,
AFTER,C5,H1,M,2025-05-01 12:00,2025-05-01 14:00,,
BOTH,C5,H1,A,2025-05-01 13:59,2025-05-01 16:00,2025-05-02 10:00,declined
STILL,C6,H1,M,2025-05-03 10:00,,2025-05-04 10:00,
LEFT,C9,H1,M,2025-05-20 08:00,,,
BACK,C9,H1,M,2025-05-01 08:00,2025-05-01 09:00,,""",
    "attendance": "child_id,school_urn,date,session,mark,received_on\n"
    + "\n".join(
        f"C1,{school},{day},AM,{mark},2025-06-01"
        for school, day, mark in (
            (1, "2025-05-09", "/"), (2, "2025-05-10", "/"), (3, "2025-05-11", "I"), (4, "2025-05-11", "#"),
            (5, "2025-05-12", "/"), (6, "2025-05-10", ""),
        )
    ),
    "activities": """activity_id,child_ids,date,minutes,name,is_extracurricular,is_physical
A1,C1;C9,2025-05-19,1440,Camping,yes,yes
A2,C1;C9,2025-05-20,60,Camping,yes,yes
A3,C1,2025-05-20,1441,Camping,yes,yes""",
    "journeys": """journey_id,child_id,date,purpose,mode,active_minutes
J1,C9,2025-05-19,school,walk,0
J2,C9,2025-05-20,school,walk,-1
J3,C1,2025-05-20,school,walk,1441
J4,C1,2025-05-20,school,walk,""",
    "schooling": """child_id,started_on,ended_on,kind
C1,2024-09-01,2025-04-30,school
C1,2025-05-01,,no_place
C2,2024-09-01,2025-05-01,school
C2,2025-05-01,,no_place""",
    "child_reviews": """review_id,child_id,kind,held_on
R1,C1,cla_review,2023-05-01
R2,C1,cla_review,2023-04-30
R3,C1,dental,2023-04-30
R4,C1,pep,2025-05-01
R5,C1,pep,2025-05-01
R6,C1,cla_review,2025-05-01""",
}  # fmt: skip
FOUND = {
    "restraint_over_an_hour": {"I2"},
    "episode_over_a_year": {"OVER", "OPEN"},
    "second_open_episode": {"OPEN2"},
    "missing_and_away_together": {"OPEN2", "BOTH"},
    "left_again_within_an_hour": {"HOUR1"},
    "episode_open_at_discharge": {"LEFT"},
    "interview_without_return": {"BOTH", "STILL"},
    "mark_on_weekend": {"2", "3"},
    "activity_not_resident": {"A2"},
    "activity_over_a_day": {"A3"},
    "journey_not_resident": {"J2"},
    "journey_minutes": {"J2", "J3"},
    "schooling_overlap": {"C2"},
    "review_twice": {"R5"},
    "review_before_care": {"R2"},
}
NAMED_BY = {"attendance": 1}  # The column that tells the rows of the sample apart; elsewhere the first.


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The rows that each rule found, by the reference of the record."""
    folder = tmp_path_factory.mktemp("warnings")
    rows = {name: [line.split(",") for line in text.splitlines()] for name, text in GIVEN.items()}
    for name, text in GIVEN.items():
        (folder / f"{name}.csv").write_text(text + "\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("HEARTH_TODAY", "2025-06-15")
        files, _ = loading.find_files([folder])
        loaded = loading.load(files, loading.Options(), lambda name: None)
        assert not loaded.refused and not any(receipt.quarantined for receipt in loaded.receipts)
        issues = open_session(LOCAL).issues()
    by_rule = defaultdict(set)
    for issue in issues[issues["severity"] == "warning"].itertuples():
        by_rule[issue.rule].add(rows[issue.dataset][issue.row - 1][NAMED_BY.get(issue.dataset, 0)])
    return by_rule


@pytest.mark.parametrize("rule", FOUND)
def test_the_rule_finds_its_rows_and_no_others(rule: str, found: dict[str, set[str]]) -> None:
    assert found[rule] == FOUND[rule]


def test_every_warning_says_what_why_and_what_to_do() -> None:
    assert set(FOUND) <= set(registry.warnings())
    for warning in registry.warnings().values():
        assert all(said.endswith(".") for said in (warning.sentence, warning.why, warning.remedy)), warning.rule
