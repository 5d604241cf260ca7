"""What is accepted: the contracts hold the public layout, and template and pages follow from them."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data_contracts.contract import FOLDER, Column, Contract, ContractError, contracts, parse
from data_contracts.contract_pages import FOLDER as PAGES
from data_contracts.contract_pages import contract_markdown
from data_contracts.template import HELP, LISTS, LONGEST_LIST, write_template

# The public layout: every column in its order; * required, then !n its place in the key, then its type unless text.
LAYOUT = {
    "homes": "home_id*!1 valid_from!2:date name* ofsted_urn registered_places*:int registered_from*:date "
    "opened_on*:date closed_on:date is_short_break:yes/no",
    "home_capacity": "home_id*!1 valid_from*!2:date valid_to:date places_available*:int reason*",
    "children": "child_id*!1 given_name family_name date_of_birth*:date sex ethnicity upn first_looked_after_on:date "
    "has_disability:yes/no is_active_travel_exempt:yes/no",
    "stays": "stay_id*!1 child_id* home_id* admitted_on*:date discharged_on:date stay_type* legal_status "
    "placing_authority is_planned_ending:yes/no end_reason",
    "staff": "staff_id*!1 home_id*!2 started_on*!3:date ended_on:date name role* role_group contract* fte:number "
    "leaving_reason is_internal_transfer:yes/no care_role_started_on:date level3_completed_on:date",
    "staff_absence": "absence_id*!1 staff_id* started_on*:date ended_on:date reason* return_to_work_met_on:date",
    "supervision": "supervision_id*!1 staff_id* supervisor_id held_on:date planned_for:date kind* "
    "record_signed_on:date status* cancelled_reason",
    "incidents": "incident_id*!1 home_id* kind* occurred_at*:datetime ended_at:datetime discovered_at:datetime "
    "location behaviour child_ids:list staff_ids:list injured_child_ids:list injured_staff_ids:list "
    "injured_visitors:int injury_cause is_riddor:yes/no injury_severity is_planned_in_ehcp:yes/no "
    "record_completed_at:datetime staff_debrief_at:datetime child_debrief_at:datetime "
    "is_child_debrief_declined:yes/no spoke_to_user_at:datetime spoke_to_child_at:datetime signed_off_at:datetime "
    "plans_reviewed_at:datetime is_notifiable:yes/no became_aware_at:datetime ofsted_notified_at:datetime "
    "lado_contacted_at:datetime is_police_involved:yes/no is_serious_violence:yes/no",
    "missing_episodes": "episode_id*!1 child_id* home_id* kind* missing_from_at*:datetime noticed_at:datetime "
    "upgraded_at:datetime police_reported_at:datetime returned_at:datetime record_completed_at:datetime "
    "rhi_offered_at:datetime rhi_outcome rhi_completed_at:datetime is_rhi_independent:yes/no "
    "is_philomena_followed:yes/no plans_reviewed_at:datetime",
    "sanctions": "sanction_id*!1 home_id* child_id* occurred_at*:datetime measure* behaviour imposed_by staff_ids:list "
    "is_proportionate:yes/no is_restorative:yes/no record_completed_at:datetime staff_debrief_at:datetime "
    "child_debrief_at:datetime is_child_debrief_declined:yes/no spoke_to_user_at:datetime spoke_to_child_at:datetime "
    "signed_off_at:datetime plans_reviewed_at:datetime",
    "feedback": "feedback_id*!1 home_id* kind* received_on*:date received_from* child_ids:list stage nature "
    "is_advocacy_offered:yes/no outcome outcome_told_child_on:date closed_on:date",
    "surveys": "response_id*!1 question*!2 home_id* child_id stay_id asked_on*:date answer* asked_by mode",
    "strategy_meetings": "meeting_id*!1 child_ids*:list home_id* kind* requested_at:datetime held_at:datetime outcome",
    "health_appointments": "appointment_id*!1 child_id* kind* booked_for*:datetime outcome outcome_reason",
    "attendance": "child_id*!1 school_urn!2 date*!3:date session*!4 mark received_on:date",
    "exploitation_concerns": "concern_id*!1 child_id* strand* risk_level* identified_on*:date assessed_on:date "
    "is_substantiated:yes/no nrm_reference closed_on:date",
    "activities": "activity_id*!1 child_ids*:list date*:date minutes*:number name* is_extracurricular*:yes/no "
    "is_physical*:yes/no is_organised:yes/no is_refused:yes/no",
    "journeys": "journey_id*!1 child_id* date*:date purpose* mode* active_minutes:number",
    "schooling": "child_id*!1 started_on*!2:date ended_on:date kind* school_urn is_part_time_timetable:yes/no "
    "has_ehcp:yes/no",
    "child_reviews": "review_id*!1 child_id* kind* held_on*:date has_child_view:yes/no",
    "placements": "child_id*!1 started_on*!2:date ended_on:date reason_new_episode* legal_status placement_type urn",
    "training": "training_id*!1 staff_id* course* category* completed_on:date hours:number expires_on:date",
    "finance": "home_id*!1 month*!2:date cost_line*!3 budget*:number actual:number forecast:number",
    "inspections": "inspection_id*!1 home_id* kind* inspected_on*:date published_on:date overall helped_and_protected "
    "leaders_and_managers requirements:int recommendations:int",
    "posts": "home_id*!1 month*!2:date established_posts*:number vacant_posts*:number shifts:int agency_shifts:int",
    "staff_milestones": "milestone_id*!1 staff_id* kind* due_on:date done_on:date",
    "home_checks": "check_id*!1 home_id* kind* done_on*:date is_satisfactory:yes/no remedy",
    "meetings": "meeting_id*!1 home_id* kind* held_on*:date child_ids:list has_minutes:yes/no",
    "qa_activities": "activity_id*!1 kind* home_id child_id due_on:date done_on:date report_sent_on:date lead findings",
    "actions": "action_id*!1 home_id* source* source_id kpi description* owner* agreed_on*:date due_on*:date "
    "completed_on:date evidence",
}
ALL = tuple(contracts().values())
ALL_CONTRACTS = pytest.mark.parametrize("contract", ALL, ids=lambda contract: contract.name)
EXAMPLE = (FOLDER / "missing_episodes.yaml").read_text("utf-8")


def _layout(columns: tuple[Column, ...]) -> str:
    words = []
    for column in columns:
        kind = "" if column.type == "text" else f":{column.type}"
        key = f"!{column.key_position}" if column.key_position else ""
        words.append(f"{column.name}{'*' * column.required}{key}{kind}")
    return " ".join(words)


@pytest.mark.parametrize("name", LAYOUT)
def test_contract_holds_the_public_layout(name: str) -> None:
    assert _layout(contracts()[name].columns) == LAYOUT[name]


def test_allowed_values_and_limits() -> None:
    by_name = {name: contract.by_name for name, contract in contracts().items()}
    assert by_name["stays"]["stay_type"].allowed == ("full_time", "respite_short_break", "emergency", "remand")
    assert by_name["missing_episodes"]["kind"].allowed == ("M", "A")
    assert by_name["attendance"]["session"].allowed == ("AM", "PM")
    marks = by_name["attendance"]["mark"]
    assert marks.style == "attendance_mark" and not marks.required
    assert {"/", "\\", "#", "N", "Y", "J1", "Y7", "H"} <= set(marks.allowed or ()) and "-" not in (marks.allowed or ())
    assert by_name["homes"]["registered_places"].minimum == 1
    assert by_name["home_capacity"]["places_available"].minimum == 0
    assert (by_name["staff"]["fte"].minimum, by_name["staff"]["fte"].maximum) == (0, 1)
    assert by_name["supervision"]["supervisor_id"].references is None
    strands = "cse cce trafficking serious_violence_victim serious_violence_perpetrator radicalisation"
    assert by_name["exploitation_concerns"]["strand"].allowed == tuple(strands.split())
    assert by_name["exploitation_concerns"]["risk_level"].allowed == ("low", "medium", "high")
    minutes, active = by_name["activities"]["minutes"], by_name["journeys"]["active_minutes"]
    assert (minutes.above, minutes.minimum) == (0, None) and (active.above, active.minimum) == (None, None)
    purposes = "school appointment contact activity shopping other leisure_walk"
    assert by_name["journeys"]["purpose"].allowed == tuple(purposes.split())
    assert by_name["journeys"]["mode"].allowed == ("walk", "wheel", "cycle", "public_transport", "car", "other")
    kinds = "school no_place elective_home_education eotas post_16"
    assert by_name["schooling"]["kind"].allowed == tuple(kinds.split())
    kinds = "cla_review pep ehcp_review health_assessment dental social_worker_visit"
    assert by_name["child_reviews"]["kind"].allowed == tuple(kinds.split())
    assert by_name["placements"]["reason_new_episode"].allowed == ("S", "P", "L", "T", "U", "B")
    assert by_name["training"]["hours"].minimum == 0
    assert [by_name["finance"][name].minimum for name in ("budget", "actual", "forecast")] == [None] * 3
    grades = ("outstanding", "good", "requires_improvement", "inadequate")
    assert all(by_name["inspections"][name].allowed == grades for name in ("overall", "helped_and_protected"))
    assert by_name["home_checks"]["kind"].allowed == (
        "fire_drill", "fire_alarm", "fire_blanket", "water_temperature", "vehicle", "first_aid_box"
    )  # fmt: skip
    assert {"reg44_visit", "reg45_review", "child_audit", "cpc_digest", "peer_review"} <= set(
        by_name["qa_activities"]["kind"].allowed or ()
    )


def test_only_spans_that_cannot_be_placed_set_a_row_aside() -> None:
    spans = {"stays", "placements", "staff", "staff_absence", "missing_episodes", "incidents"}
    assert {c.name for c in ALL if any(rule.severity == "error" for rule in c.rules)} <= spans


def test_allowed_values_of_what_children_live_through_and_say() -> None:
    by_name = {name: contract.by_name for name, contract in contracts().items()}
    assert by_name["feedback"]["stage"].allowed == ("informal", "1", "2", "3")
    assert by_name["feedback"]["received_from"].allowed == (
        "child", "parent", "neighbour", "professional", "staff", "other",
    )  # fmt: skip
    assert by_name["surveys"]["question"].allowed == (
        "settled", "safe", "happy", "rights", "entitlements", "complaint", "rules", "advocate",
    )  # fmt: skip
    assert by_name["surveys"]["answer"].allowed == ("positive", "neutral", "negative", "declined")
    assert by_name["surveys"]["mode"].allowed == ("spoken", "written", "app", "observed")
    assert by_name["strategy_meetings"]["kind"].allowed == ("s47", "missing", "exploitation", "lado", "other")
    assert by_name["health_appointments"]["outcome"].allowed == (
        "attended", "not_brought", "child_declined", "late_cancel_by_us", "cancelled_by_provider", "rebooked",
    )  # fmt: skip


PROHIBITED = (
    "Slapped", "no breakfast", "Stopped visit from mum", "phone calls home cancelled", "loss of contact", "kept awake",
    "Medication withheld", "fined", "no pocket money", "intimate search", "strip search", "distinctive clothing worn",
    "hearing aids removed", "whole group grounded", "punished by the other children", "forced to drink water",
)  # fmt: skip
ALLOWED = (
    "loss of a privilege", "No television for an evening", "Early bedtime", "grounded", "console removed for a day", "",
    "Pocket money used to repair the door", "Payment by instalments from pocket money for damage", "extra chores",
)  # fmt: skip
MEASURES = [*((said, False) for said in PROHIBITED), *((said, True) for said in ALLOWED)]


@pytest.mark.parametrize(("said", "is_allowed"), MEASURES)
def test_a_measure_that_the_regulations_forbid_is_told_from_one_that_they_allow(said: str, is_allowed: bool) -> None:
    rule = next(rule for rule in contracts()["sanctions"].rules if rule.name == "not_prohibited")
    assert rule.severity == "warning"
    assert (re.search(str(dict(rule.kwargs)["regex"]), said) is None) == is_allowed


@ALL_CONTRACTS
def test_every_demand_says_why(contract: Contract) -> None:
    assert contract.purpose and contract.usage and contract.limitations and contract.grain
    for column in contract.columns:
        assert column.label != column.name and column.description, column.name
        assert column.why or not column.required, column.name
        assert column.allowed_why or column.allowed is None, column.name
    for rule in contract.rules:
        assert rule.description and rule.why and rule.remedy, rule.name
        assert len({contract.by_name[name].type for name in rule.columns}) == 1, rule.name


@ALL_CONTRACTS
def test_references_are_of_one_kind_and_personal_where_they_name_a_person(contract: Contract) -> None:
    for column in contract.columns:
        match = re.fullmatch(r"(?:injured_)?(child|home|staff)_ids?", column.name)
        if match is None:
            continue
        target = {"child": "children.child_id", "home": "homes.home_id", "staff": "staff.staff_id"}[match[1]]
        own = target == f"{contract.name}.{column.name}"
        assert column.references == (None if own else target), column.name
        assert column.is_personal == (match[1] != "home"), column.name
        if column.type == "text":
            assert column.pattern and not re.search(column.pattern, "C1;C2") and re.search(column.pattern, "C 1/2")


@ALL_CONTRACTS
def test_a_synonym_means_one_column(contract: Contract) -> None:
    headings = [heading for column in contract.columns for heading in (column.name, *column.synonyms)]
    assert len(headings) == len(set(headings))
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", heading) for heading in headings)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: active", "status: active\nowner_of_it: x"),
        ("required: true", "required: true\n        requried: true"),
        ("property: why", "property: wyh"),
        ("property: remedy", "property: remedies"),
        ("to: children.child_id", "to: children"),
        ("column_B: missing_from_at", "column_B: missing_form_at"),
        ("severity: warning", "severity: sometimes"),
    ],
)
def test_what_a_contract_may_not_say_is_refused(old: str, new: str) -> None:
    assert old in EXAMPLE
    with pytest.raises(ContractError, match="missing_episodes.yaml"):
        parse(EXAMPLE.replace(old, new, 1), "missing_episodes.yaml")


def test_a_reference_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "missing_episodes.yaml").write_text(EXAMPLE, "utf-8")
    with pytest.raises(ContractError, match="which is not there"):
        contracts(tmp_path)


def test_every_contract_meets_the_standard() -> None:
    pytest.importorskip("datacontract", reason="datacontract-cli is not installed")
    # The command takes one file at a time and seconds to start, so it is started once and asked from inside.
    script = (
        "import sys; from typer.testing import CliRunner; from datacontract.cli import app; runner = CliRunner(); "
        "answers = [(path, runner.invoke(app, ['lint', path])) for path in sys.argv[1:]]; "
        "print(''.join(path + answer.output for path, answer in answers if answer.exit_code)); print(len(answers))"
    )
    paths = [str(path) for path in sorted(FOLDER.glob("*.yaml"))]
    done = subprocess.run([sys.executable, "-c", script, *paths], capture_output=True, text=True, check=False)
    assert done.stdout.split() == [str(len(paths))], done.stdout + done.stderr


def test_pages_are_up_to_date() -> None:
    found = {path.name: path.read_text("utf-8") for path in PAGES.glob("*.md")}
    expected = {f"{contract.name}.md": contract_markdown(contract) for contract in ALL}
    assert found == expected, "Run: python -m data_contracts.contract_pages"


@ALL_CONTRACTS
def test_page_tables_hold_together(contract: Contract) -> None:
    table = [line for line in contract_markdown(contract).splitlines() if line.startswith("|")]
    assert len(table) == len(contract.columns) + 2
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {10}


def test_template_asks_for_what_the_contracts_ask(tmp_path: Path) -> None:
    write_template(ALL, tmp_path / "template.xlsx")
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    assert book.sheetnames == [*(contract.name for contract in ALL), LISTS, HELP]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    formats = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm", "text": "@", "list": "@"}
    for contract in ALL:
        sheet = book[contract.name]
        assert [cell.value for cell in sheet[1]] == [column.name for column in contract.columns]
        assert sheet.max_row == 1 and sheet.freeze_panes == "A2"
        checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
        fills = {True: set(), False: set()}
        for column, head in zip(contract.columns, sheet[1], strict=True):
            letter = head.column_letter
            fills[column.required].add(head.fill.start_color.rgb)
            assert column.description[:20] in head.comment.text and column.why in head.comment.text
            assert ("Required." in head.comment.text) == column.required and head.font.bold
            if column.type in formats:
                assert sheet.column_dimensions[letter].number_format == formats[column.type]
            _assert_cell_check(column, checks.get(f"{letter}2:{letter}2000"))
        assert not fills[True] & fills[False]


def _assert_cell_check(column: Column, check: Any) -> None:
    if column.allowed is not None and len(",".join(column.allowed)) > LONGEST_LIST:
        assert check.type == "list" and check.formula1.startswith(f"{LISTS}!"), column.name
    elif column.allowed is not None or column.type == "yes/no":
        assert (check.type, check.formula1) == ("list", f'"{",".join(column.allowed or ("yes", "no"))}"'), column.name
    elif column.type in ("date", "datetime"):
        assert check.type == "date", column.name
    elif column.minimum is not None:
        assert float(check.formula1) == column.minimum, column.name
        assert column.maximum is None or float(check.formula2) == column.maximum, column.name
    elif column.above is not None:
        assert (check.operator, float(check.formula1)) == ("greaterThan", column.above), column.name
    elif column.type in ("text", "list"):
        assert check is None, column.name


def test_long_lists_stand_in_a_sheet_of_their_own(tmp_path: Path) -> None:
    stays = contracts()["stays"]
    long = tuple(f"a long value number {number}" for number in range(20))
    columns = tuple(
        dataclasses.replace(column, allowed=long if column.name == "stay_type" else ("a, b", "c"))
        if column.name in ("stay_type", "legal_status") else column
        for column in stays.columns
    )  # fmt: skip
    write_template([dataclasses.replace(stays, columns=columns)], tmp_path / "template.xlsx")
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    assert book.sheetnames == ["stays", LISTS, HELP]
    sources = {c.formula1 for c in book["stays"].data_validations.dataValidation if LISTS in (c.formula1 or "")}
    assert sources == {"Lists!$A$2:$A$21", "Lists!$B$2:$B$3"}
    assert tuple(row[0].value for row in book[LISTS]["A2:A21"]) == long
    assert [row[0].value for row in book[LISTS]["B1:B3"]] == ["stays.legal_status", "a, b", "c"]
