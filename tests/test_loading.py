"""Loading, amending, undoing and rebuilding: nothing is lost, and the order of arrival never matters."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import (
    DIRTY,
    SMALL,
    Answer,
    call,
    cases_now,
    contents,
    copy_home,
    current_now,
    figures_now,
    forget,
    issues_now,
    load,
    run,
    stored,
)

from data_contracts.contract import FOLDER, contracts
from pipelines import landing, loading
from sample_data.dirty_tools import (
    INCIDENTS,
    STAYS,
    SUPERVISION,
    incident,
    stay,
    supervision,
    write_book,
    write_csv,
)
from warehouse import versions
from warehouse.periods import parse
from warehouse.session import LOCAL, open_session

COUNTS = ("rows_read", "added", "amended", "unchanged", "quarantined")
SUPERVISION_WHOLE = (*SUPERVISION, "planned_for", "cancelled_reason")


def sent(folder: Path, name: str, *rows: Sequence[Any]) -> Path:
    """A CSV of this name in a folder of its own."""
    number = sum(1 for _ in folder.glob("sent-*"))
    path = folder / f"sent-{number}" / name
    path.parent.mkdir()
    write_csv(path, rows)
    return path


def counts(answer: Answer) -> tuple[int, ...]:
    """The counts of the one receipt; fails where the load was refused."""
    assert answer.code == 0, answer.stderr
    (row,) = answer.rows
    return tuple(row[name] for name in COUNTS)


def number_in_force() -> int:
    version = versions.current()
    assert version is not None
    return version.number


# The same bytes


def test_the_same_bytes_again_change_nothing_and_say_when_and_by_whom(small_home: Path, tmp_path: Path) -> None:
    path = sent(tmp_path, "stays.csv", STAYS, stay(95001, "2026-05-04", "2026-05-29"))
    assert counts(load(path, "--by", "Bea Analyst")) == (1, 1, 0, 0, 0)
    before, number = contents(small_home), number_in_force()
    again = load(path, "--by", "Cy Deputy")
    assert again.code == 0 and again.rows == []
    assert again.stderr == (
        "stays.csv: the same file was loaded as S0009 on 04/11/2026 00:00 by Bea Analyst; nothing changes.\n"
    )
    assert number_in_force() == number
    assert contents(small_home) == before


def test_the_same_file_under_another_name_or_twice_in_one_call_is_taken_once(small_home: Path, tmp_path: Path) -> None:
    path = sent(tmp_path, "stays.csv", STAYS, stay(95001, "2026-05-04", "2026-05-29"))
    twin = path.with_name("stays again.csv")
    shutil.copyfile(path, twin)
    both = load(path.parent, path)
    assert both.code == 0 and len(both.rows) == 1
    assert both.stderr.count("taken once") == 2
    assert load(twin).rows == []
    assert len(landing.states()) == 9


def test_the_same_bytes_from_another_source_or_with_other_coverage_are_another_submission(
    small_home: Path, tmp_path: Path
) -> None:
    path = sent(tmp_path, "stays.csv", STAYS, stay(95001, "2026-05-04", "2026-05-29"))
    assert counts(load(path)) == (1, 1, 0, 0, 0)
    assert counts(load(path, "--covers", "2026-05-01..2026-05-31")) == (1, 0, 0, 1, 0)
    assert counts(load(path, "--source", "other")) == (1, 1, 0, 0, 0)
    assert load(path, "--source", "other").rows == []


def test_a_changed_contract_makes_the_same_bytes_a_new_submission(
    small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sent(tmp_path, "stays.csv", STAYS, stay(95001, "2026-05-04", "2026-05-29"))
    assert counts(load(path)) == (1, 1, 0, 0, 0)
    changed = tmp_path / "contracts"
    changed.mkdir()
    for contract in FOLDER.glob("*.yaml"):
        shutil.copy(contract, changed)
    text = (changed / "stays.yaml").read_text("utf-8")
    (changed / "stays.yaml").write_text(text.replace("emergency", "emergency, sudden"), "utf-8")
    monkeypatch.setattr(loading, "contracts", lambda: contracts(changed))
    assert counts(load(path)) == (1, 0, 0, 1, 0)
    kept = {sha256 for manifest in landing.standing()[-2:] for _, sha256 in manifest.sheets}
    assert kept == {contracts()["stays"].sha256, contracts(changed)["stays"].sha256}
    assert {landing.contract_of(sha256).sha256 for sha256 in kept} == kept


# Undo


def test_undo_restores_the_earlier_figures_and_lets_the_file_be_loaded_again(small_home: Path, tmp_path: Path) -> None:
    before = (figures_now(), cases_now(), current_now(), issues_now())
    rows = [stay(95001, "2026-05-04", "2026-06-29", child_id="C0001"), stay(95002, "2026-06-04", "", child_id="C0003")]
    stays = sent(tmp_path, "stays.csv", STAYS, *rows)
    assert load(stays).code == 0
    after = (figures_now(), cases_now(), current_now(), issues_now())
    assert all(now != then for now, then in zip(after[:3], before[:3], strict=True))
    undone = call("undo", "S0009")
    assert undone.code == 0 and "without S0009" in undone.stderr
    assert (figures_now(), cases_now(), current_now(), issues_now()) == before
    assert landing.states()["S0009"] == "undone"
    number = number_in_force()
    twice = call("undo", "S0009")
    assert twice.code == 0 and "was undone before" in twice.stderr and number_in_force() == number
    assert call("undo", "S0404").code == 2
    assert counts(load(stays)) == (2, 2, 0, 0, 0)
    assert list(landing.states()) == [f"S{n:04d}" for n in range(1, 11)]
    assert (figures_now(), cases_now(), current_now(), issues_now()) == after


def test_undoing_what_others_refer_to_makes_them_wait_until_it_is_back(small_home: Path) -> None:
    before = (figures_now(), cases_now(), current_now(), issues_now())
    (children,) = (name for name in landing.states() if landing.manifest(name).about.file == "children.xlsx")
    assert call("undo", children).code == 0
    assert stored("select count(*) from stays") == [(0,)]
    waiting = stored("select count(*) from meta.waiting where dataset = 'stays'")[0][0]
    assert waiting == stored("select count(*) from accepted.stays")[0][0] > 0
    assert load(SMALL / "children.xlsx").code == 0
    assert (figures_now(), cases_now(), current_now(), issues_now()) == before


# Amendment


def test_an_amendment_replaces_the_whole_row_blanks_too_and_history_is_kept(small_home: Path, tmp_path: Path) -> None:
    first = [*supervision(95101, "2026-05-12", status="cancelled"), "2026-05-11", "staff sickness"]
    other = [*supervision(95102, "2026-05-12"), "2026-05-12", ""]
    assert counts(load(sent(tmp_path, "supervision.csv", SUPERVISION_WHOLE, first, other))) == (2, 2, 0, 0, 0)
    # Columns that are not sent at all are as blank as those sent empty.
    second = supervision(95101, "2026-05-19", supervisor_id="")
    assert counts(load(sent(tmp_path, "supervision.csv", SUPERVISION, second, other[:7]))) == (2, 0, 2, 0, 0)
    of_row = "select {} from {} where supervision_id = 'SV95101' order by held_on"
    columns = "held_on, supervisor_id, status, planned_for, cancelled_reason"
    earlier = (date(2026, 5, 12), "S0002", "cancelled", date(2026, 5, 11), "staff sickness")
    later = (date(2026, 5, 19), None, "held", None, None)
    assert stored(of_row.format(columns, "supervision")) == [later]
    assert stored(of_row.format(columns, "accepted.supervision")) == [earlier, later]
    assert stored(of_row.format("_submission", "accepted.supervision")) == [("S0009",), ("S0010",)]


@pytest.mark.parametrize("newest_first", [False, True])
def test_the_newest_export_wins_whichever_is_loaded_first(newest_first: bool, small_home: Path, tmp_path: Path) -> None:
    older = sent(tmp_path, "stays.csv", STAYS, stay(95201, "2026-05-04", "", stay_type="respite_short_break"))
    newer = sent(tmp_path, "stays.csv", STAYS, stay(95201, "2026-05-04", "2026-06-08"))
    titled = sent(tmp_path, "x.csv").with_name("Stays of May.xlsx")
    titled_row = [stay(95201, "2026-05-04", "2026-06-09", stay_type="full_time")]
    write_book(titled, {"stays": [["Stays"], ["Report run on 03/11/2026 09:30"], STAYS, *titled_row]})
    loads = [(older, "2026-10-01"), (newer, "2026-11-02T08:00"), (titled, None)]
    found = []
    for path, when in reversed(loads) if newest_first else loads:
        found.append(counts(load(path, *(["--exported-at", when] if when else []))))
    assert stored("select discharged_on, stay_type from stays where stay_id = 'ST95201'") == [
        (date(2026, 6, 9), "full_time")
    ]
    assert stored("select count(*) from accepted.stays where stay_id = 'ST95201'") == [(3,)]
    amends, changes_nothing = (1, 0, 1, 0, 0), (1, 0, 0, 1, 0)
    assert found == [(1, 1, 0, 0, 0), *([changes_nothing] if newest_first else [amends]) * 2]
    exported = stored("select exported_at from meta.submission where sequence > 8 order by exported_at")
    assert exported == [(datetime(2026, 9, 30, 23, 0),), (datetime(2026, 11, 2, 8),), (datetime(2026, 11, 3, 9, 30),)]


def test_equal_rows_count_once_in_a_file_and_across_files(small_home: Path, tmp_path: Path) -> None:
    row, other = stay(95301, "2026-05-04", "2026-05-29"), stay(95302, "2026-06-04", "")
    assert counts(load(sent(tmp_path, "stays.csv", STAYS, row, row, row))) == (3, 1, 0, 2, 0)
    figures = figures_now()
    assert counts(load(sent(tmp_path, "stays.csv", STAYS, row))) == (1, 0, 0, 1, 0)
    assert figures_now() == figures
    assert counts(load(sent(tmp_path, "stays.csv", STAYS, row, other))) == (2, 1, 0, 1, 0)
    assert stored("select count(*) from stays where stay_id = 'ST95301'") == [(1,)]


def test_the_same_ids_from_two_sources_are_two_records(small_home: Path, tmp_path: Path) -> None:
    row = stay(95401, "2026-05-04", "2026-05-29")
    here = sent(tmp_path, "stays.csv", STAYS, row)
    there = sent(tmp_path, "stays.csv", STAYS, stay(95401, "2026-07-04", "2026-07-29", child_id="C0016"))
    assert counts(load(here)) == (1, 1, 0, 0, 0)
    assert counts(load(there, "--source", "other-system")) == (1, 1, 0, 0, 0)
    found = stored("select record_id, source, child_id, admitted_on from stays where stay_id = 'ST95401' order by 1")
    assert found == [
        ("ST95401", "canonical", "C0019", date(2026, 5, 4)),
        ("other-system:ST95401", "other-system", "C0016", date(2026, 7, 4)),
    ]
    changed = sent(tmp_path, "stays.csv", STAYS, stay(95401, "2026-07-05", "2026-07-29", child_id="C0016"))
    assert counts(load(changed, "--source", "other-system")) == (1, 0, 1, 0, 0)
    assert stored("select admitted_on from stays where record_id = 'ST95401'") == [(date(2026, 5, 4),)]


# Waiting and the order of arrival


def test_rows_wait_for_home_child_and_staff_and_enter_by_themselves(small_home: Path, tmp_path: Path) -> None:
    changes = {"home_id": "H77", "staff_ids": "S0028;S7777"}
    row = incident(95501, "2026-06-10 18:00", "C0019;C7777", kind="restraint", **changes)
    assert counts(load(sent(tmp_path, "incidents.csv", INCIDENTS, row, incident(95502, "2026-06-11 09:00")))) == (
        2, 1, 0, 0, 1,
    )  # fmt: skip
    waiting = "select column_name from meta.waiting order by 1"
    assert stored(waiting) == [("child_ids",), ("home_id",), ("staff_ids",)]
    severities = {(row["severity"], row["value_kind"]) for row in call("issues", "--format", "json").rows
                  if row["submission"] == "S0009"}  # fmt: skip
    assert severities == {("waiting", "reference")}
    before = figures_now()
    children = sent(tmp_path, "children.csv", ("child_id", "date_of_birth"), ("C7777", "2011-05-14"))
    homes = sent(
        tmp_path, "homes.csv", ("home_id", "name", "registered_places", "registered_from", "opened_on"),
        ("H77", "Alder Court", 4, "2026-01-01", "2026-01-01"),
    )  # fmt: skip
    assert load(children, homes).code == 0
    assert stored(waiting) == [("staff_ids",)]
    assert stored("select count(*) from incidents where incident_id = 'I95501'") == [(0,)]
    staff = sent(
        tmp_path, "staff.csv", ("staff_id", "home_id", "started_on", "role", "contract"),
        ("S7777", "H77", "2026-01-05", "Support worker", "permanent"),
    )  # fmt: skip
    assert counts(load(staff)) == (1, 1, 0, 0, 0)
    assert stored(waiting) == []
    assert stored("select home_id, child_ids, submission from incidents where incident_id = 'I95501'") == [
        ("H77", "C0019;C7777", "S0009")
    ]
    assert figures_now() != before
    restraints = open_session(LOCAL).cases("restraint_n", parse("2026-06"), home="H77")
    assert list(restraints["record_id"]) == ["I95501"]


@pytest.fixture(scope="module")
def in_order(small_loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[tuple], tuple[str, ...]]:
    """The small set and two exports that amend it, with what the warehouse says once they are loaded in their order."""
    folder = tmp_path_factory.mktemp("orders")
    ended, open_stay = (stay(95601, "2026-06-04", end, child_id="C0001") for end in ("2026-06-29", ""))
    later = sent(folder, "stays.csv", STAYS, ended, stay(95602, "2026-06-20", "", child_id="C0004"))
    earlier = sent(folder, "stays.csv", STAYS, open_stay, stay(95603, "2026-04-22", "2026-06-20", child_id="C0003"))
    extra = [(earlier, "--exported-at", "2026-10-01"), (later, "--exported-at", "2026-11-03T10:00")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(copy_home(small_loaded, folder / "home")))
        patch.setenv("HEARTH_TODAY", "2026-11-04")
        assert [load(*arguments).code for arguments in extra] == [0, 0]
        truth = (figures_now(), cases_now(), current_now(), issues_now())
        forget()
    return [*((path,) for path in sorted(SMALL.iterdir())), *extra], truth


@pytest.mark.parametrize("order", ["one by one, backwards", "in three calls"])
def test_any_order_of_loading_comes_to_the_same(
    order: str, in_order: tuple[list[tuple], tuple[str, ...]], home: Path
) -> None:
    sends, truth = in_order
    chosen = list(sends)
    if order == "one by one, backwards":
        # Every row waits until the very last file, the children, has come.
        names = ["attendance", "supervision", "incidents", "missing_episodes", "stays", "staff", "homes", "children"]
        chosen.sort(key=lambda arguments: names.index(arguments[0].stem))
    else:
        random.Random(f"order {order}").shuffle(chosen)
    if order == "in three calls":
        plain = [arguments[0] for arguments in chosen if len(arguments) == 1]
        chosen = [tuple(plain[:3]), *(arguments for arguments in chosen if len(arguments) > 1), tuple(plain[3:])]
    for arguments in chosen:
        answer = load(*arguments)
        # Where all wait for what has not come yet, that is said, and nothing else.
        every_row_waits = all(row["quarantined"] == row["rows_read"] for row in answer.rows)
        said = "No row of this load counts yet" if every_row_waits else ""
        assert answer.stderr.startswith(said) and answer.stderr.count("\n") == every_row_waits, answer.stderr
        for row in answer.rows:
            assert row["rows_read"] == sum(row[name] for name in COUNTS[1:])
    assert (figures_now(), cases_now(), current_now(), issues_now()) == truth


# Rebuild


def test_rebuild_from_landing_alone_gives_the_same_again(small_home: Path, tmp_path: Path) -> None:
    sends = [DIRTY / name for name in ("stays_end_before_start.csv", "attendance_odd_marks.csv",
             "missing_unknown_home_and_child.csv", "supervision_duplicates.csv")]  # fmt: skip
    undone = sent(tmp_path, "stays.csv", STAYS, stay(95701, "2026-05-04", "2026-05-29"))
    amended = sent(tmp_path, "stays.csv", STAYS, stay(92302, "2024-06-03", "2024-06-10"))
    assert load(*sends).code == load(undone, "--source", "other").code == 0
    assert load(workbook(tmp_path / "everything.xlsx")).code == 1
    assert load(amended, "--exported-at", "2026-11-03").code == 0
    (other,) = (name for name in landing.states() if landing.manifest(name).about.source == "other")
    assert call("undo", other).code == 0
    truth = (figures_now(), cases_now(), current_now(), issues_now())
    assert "waiting" in truth[3] and "error" in truth[3] and "warning" in truth[3]
    forget()
    shutil.rmtree(small_home / "warehouse")
    assert call("status").code == 0
    assert call("issues").code == 1
    answer = call("rebuild")
    assert answer.code == 0 and "rebuilt from landing" in answer.stderr
    assert (figures_now(), cases_now(), current_now(), issues_now()) == truth
    assert stored("select count(*) from meta.submission where submission = ?", other) == [(0,)]


def test_a_load_after_the_warehouse_was_lost_finishes_everything_landed(home: Path) -> None:
    paths = [SMALL / f"{name}.xlsx" for name in ("children", "homes", "stays")]
    assert load(*paths).code == 0
    truth = (figures_now(), cases_now(), current_now(), issues_now())
    forget()
    shutil.rmtree(home / "warehouse")
    again = load(paths[0])
    assert again.code == 0 and "nothing changes" in again.stderr
    assert (figures_now(), cases_now(), current_now(), issues_now()) == truth


def test_rebuild_finds_the_same_doubts_on_a_day_of_summer_time(home: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("HEARTH_TODAY", "2026-07-01")
    rows = [stay(95901, "2026-07-01", ""), stay(95902, "2026-07-02", "")]
    assert load(sent(tmp_path, "stays.csv", STAYS, *rows)).code == 1, "both wait"
    found = issues_now()
    assert found.count("in_future") == 1
    assert call("rebuild").code == 0
    assert issues_now() == found


def test_a_landed_file_that_was_changed_stops_the_rebuild(small_home: Path) -> None:
    number = number_in_force()
    file = small_home / "landing" / "files" / landing.manifest("S0001").about.sha256
    file.write_bytes(file.read_bytes() + b" ")
    answer = call("rebuild")
    assert answer.code == 1 and "S0001" in answer.stderr and "backup" in answer.stderr
    assert number_in_force() == number
    assert not list((small_home / "warehouse").glob("*.building*"))


# Dry runs


def test_a_dry_run_says_what_would_change_and_writes_nothing(small_home: Path, tmp_path: Path) -> None:
    path = sent(tmp_path, "stays.csv", STAYS, stay(96001, "2026-05-04", "2026-05-29"), stay(96002, "2026-05-04", "x"))
    before = contents(small_home)
    dry = load(path, "--dry-run")
    assert contents(small_home) == before
    assert counts(dry) == (2, 1, 0, 0, 1)
    assert dry.stderr == "Dry run: nothing was written.\n"
    assert load(path).rows == dry.rows
    assert stored("select count(*) from stays where stay_id = 'ST96001'") == [(1,)]


def test_a_dry_run_into_an_empty_home_leaves_no_file(home: Path, tmp_path: Path) -> None:
    assert load(sent(tmp_path, "stays.csv", STAYS, stay(96001, "2026-05-04", "2026-05-29")), "--dry-run").code == 1
    assert contents(home) == {}
    assert call("status", "--format", "json").rows[0]["state"] == "none"


# Coverage


def test_periods_outside_what_was_covered_are_not_supplied_and_those_partly_outside_provisional(home: Path) -> None:
    paths = [SMALL / f"{name}.xlsx" for name in ("children", "homes", "stays")]
    assert load(*paths, "--covers", "2026-04-01..2026-06-15").code == 0
    session, measure = open_session(LOCAL), "occupancy_registered_pct"
    expected = {
        "2026-04": ("ok", ""), "2026-05": ("ok", ""), "2026-06": ("ok", "p"), "2026-27-Q1": ("ok", "p"),
        "2026-06-01..2026-06-15": ("ok", ""), "2026-03-31..2026-04-01": ("ok", "p"), "2026-03": ("x", ""),
        "2026-07": ("x", ""), "2025-26": ("x", ""), "2026-06-16..2026-06-16": ("x", ""),
    }  # fmt: skip
    for period, (status, revision) in expected.items():
        for by in ("service", "home"):
            found = session.figures(parse(period), [measure], by)
            assert set(found["status"]) == {status}, period
            assert set(found["revision"]) == {revision}, period
            assert found["value"].isna().all() == (status == "x")
    assert set(session.figures(parse("2026-05"), ["attendance_pct"])["status"]) == {"x"}, "attendance was never sent"


def test_an_export_covers_up_to_the_day_it_was_made_unless_it_is_said(home: Path) -> None:
    paths = [SMALL / f"{name}.xlsx" for name in ("children", "homes", "stays")]
    assert load(*paths, "--exported-at", "2026-06-20").code == 0
    session = open_session(LOCAL)
    found = {
        period: tuple(session.figures(parse(period), ["occupancy_registered_pct"])[["status", "revision"]].iloc[0])
        for period in ("2024-12", "2026-05", "2026-06", "2026-07")
    }
    assert found == {"2024-12": ("ok", ""), "2026-05": ("ok", ""), "2026-06": ("ok", "p"), "2026-07": ("x", "")}


# Half of the rows


@pytest.mark.parametrize(
    ("rows", "failing", "loads"),
    [(20, 11, False), (20, 10, True), (19, 10, True), (19, 18, True), (21, 11, False), (21, 10, True)],
)
def test_a_sheet_is_refused_when_more_than_half_of_20_or_more_rows_fail(
    rows: int, failing: int, loads: bool, small_home: Path, tmp_path: Path
) -> None:
    ends = ["2026-05-01" if number < failing else "2026-05-29" for number in range(rows)]
    lines = [stay(96100 + number, "2026-05-04", end) for number, end in enumerate(ends)]
    answer = load(sent(tmp_path, "stays.csv", STAYS, *lines))
    if loads:
        assert counts(answer) == (rows, rows - failing, 0, 0, failing)
    else:
        assert answer.code == 1 and answer.rows == []
        assert f"more than half of its {rows} rows fail" in answer.stderr
        assert stored("select count(*) from stays where stay_id > 'ST95'") == [(0,)]


def test_rows_that_wait_do_not_count_to_the_refused_half(small_home: Path, tmp_path: Path) -> None:
    lines = [stay(96200 + number, "2026-05-04", "", child_id=f"C8{number:03d}") for number in range(24)]
    lines.append(stay(96299, "2026-05-04", "2026-05-29"))
    assert counts(load(sent(tmp_path, "stays.csv", STAYS, *lines))) == (25, 1, 0, 0, 24)


# Files, folders and sheets


def workbook(path: Path) -> Path:
    """Two good sheets, one that lacks columns, and one that is no table."""
    bad = [["stay_id", "child_id", "admitted_on"], ["ST1", "C0019", "2026-05-04"], ["ST2", "C0019", "2026-05-04"]]
    write_book(
        path,
        {
            "stays": [STAYS, stay(96301, "2026-05-04", "2026-05-29")],
            "supervision": [SUPERVISION, supervision(96302, date(2026, 5, 12))],
            "Stays of June": bad,
            "Notes": [["a"]],
        },
    )
    return path


def test_good_sheets_of_a_workbook_load_and_the_bad_one_is_named(small_home: Path, tmp_path: Path) -> None:
    answer = load(workbook(tmp_path / "everything.xlsx"))
    assert answer.code == 1
    assert [(row["sheet"], row["dataset"], row["added"]) for row in answer.rows] == [
        ("stays", "stays", 1), ("supervision", "supervision", 1)
    ]  # fmt: skip
    assert "sheet Stays of June" in answer.stderr and "sheet Notes: holds no dataset" in answer.stderr
    assert {row["submission"] for row in answer.rows} == {"S0009"}


def test_a_folder_is_read_whole_without_what_is_no_export(small_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    (folder / "May").mkdir(parents=True)
    write_csv(folder / "stays.csv", [STAYS, stay(96401, "2026-05-04", "2026-05-29")])
    write_csv(folder / "May" / "supervision.csv", [SUPERVISION, supervision(96402, "2026-05-12")])
    for name in ("~$stays.xlsx", ".hidden.csv", "README.md", "notes.txt"):
        (folder / name).write_text("not an export", "utf-8")
    answer = load(folder)
    assert answer.code == 0 and not answer.stderr
    assert [row["file"] for row in answer.rows] == ["stays.csv", "supervision.csv"]


def test_a_path_that_is_not_there_answers_2_and_the_good_files_load(small_home: Path, tmp_path: Path) -> None:
    good = sent(tmp_path, "stays.csv", STAYS, stay(96501, "2026-05-04", "2026-05-29"))
    answer = load(tmp_path / "gone.csv", good, DIRTY / "empty.csv")
    assert answer.code == 2
    assert "gone.csv: there is no such file or folder." in answer.stderr and "empty.csv: " in answer.stderr
    assert [row["added"] for row in answer.rows] == [1]
    assert stored("select count(*) from stays where stay_id = 'ST96501'") == [(1,)]


def test_refused_files_and_nothing_at_all_answer_1(home: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "notes.docx").write_bytes(b"PK")
    paths = {DIRTY / "empty.csv": "empty", tmp_path / "nothing": "No file", tmp_path / "notes.docx": "are not read"}
    for path, said in paths.items():
        answer = load(path)
        assert answer.code == 1 and answer.rows == [] and said in answer.stderr
    assert versions.current() is None and landing.states() == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--dataset", "pocket_money"), ("--covers", "2026-04-01"), ("--covers", "2026-06-30..2026-04-01"),
        ("--covers", "April..May"), ("--exported-at", "yesterday"), ("--format", "xml"), ("--profile", "nobody"),
    ],
)  # fmt: skip
def test_wrong_usage_answers_2_and_changes_nothing(arguments: tuple[str, str], home: Path) -> None:
    answer = call("load", SMALL, *arguments)
    assert answer.code == 2 and answer.stderr and not answer.stdout
    assert not home.exists()


def test_a_dataset_that_is_named_settles_what_a_file_holds(small_home: Path, tmp_path: Path) -> None:
    path = sent(tmp_path, "Export 14.csv", STAYS, stay(96601, "2026-05-04", "2026-05-29"))
    wrong = load(path, "--dataset", "supervision")
    assert wrong.code == 1 and "supervision" in wrong.stderr
    assert counts(load(path, "--dataset", "stays")) == (1, 1, 0, 0, 0)


def test_a_command_prints_nothing_but_its_rows_on_standard_output(small_home: Path, tmp_path: Path) -> None:
    path = sent(tmp_path, "stays.csv", STAYS, stay(96701, "2026-05-04", "2026-05-29"), stay(96702, "2026-05-04", "x"))
    answer = run("pipelines", "load", path, DIRTY / "empty.csv", "--format", "csv")
    assert answer.code == 1
    assert answer.stdout == (
        "file,sheet,dataset,rows_read,added,amended,unchanged,quarantined,submission\n"
        "stays.csv,stays,stays,2,1,0,0,1,S0009\n"
    )
    assert answer.stderr == "empty.csv: the file is empty; export it again.\n"
    issues = call("issues", "--format", "json")
    assert {"submission", "file", "sheet", "row", "column", "value_kind", "severity", "rule", "remedy", "cell"} == set(
        issues.rows[0]
    )
    assert ("S0009", 3, "discharged_on") in {(row["submission"], row["row"], row["column"]) for row in issues.rows}
    status = {row["what"]: row["state"] for row in call("status", "--format", "csv").table}
    assert (status["version"], status["writing"], status["submission S0009"]) == ("2", "nobody", "stands")


def test_as_many_versions_are_kept_as_asked_for(small_home: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("HEARTH_KEEP_VERSIONS", "2")
    for number in range(3):
        assert load(sent(tmp_path, "stays.csv", STAYS, stay(96800 + number, "2026-05-04", "2026-05-29"))).code == 0
    assert sorted(path.name for path in (small_home / "warehouse").glob("*.duckdb")) == [
        "warehouse-3.duckdb", "warehouse-4.duckdb"
    ]  # fmt: skip


def test_what_a_killed_load_left_in_landing_is_cleared_away(home: Path) -> None:
    """Bytes, manifest and half-written files of a submission that never stood are gone after the next load."""
    assert load(SMALL / "homes.xlsx").code == 0
    files, submissions = home / "landing" / "files", home / "landing" / "submissions"
    kept = {path.name for path in files.iterdir()}
    (files / ("0" * 64)).write_bytes(b"never stood")
    (files / "half.part").write_bytes(b"ha")
    (submissions / "S0009.json").write_bytes((submissions / "S0001.json").read_bytes())
    assert load(SMALL / "children.xlsx").code == 0
    assert kept < {path.name for path in files.iterdir()}
    assert len(list(files.iterdir())) == len(kept) + 1
    assert sorted(path.stem for path in submissions.iterdir()) == ["S0001", "S0002"]


def test_rows_that_contradict_each_other_in_two_sheets_are_both_set_aside(home: Path, tmp_path: Path) -> None:
    """One sheet a month is how exports come: the same key with another content in two sheets is no amendment."""
    import openpyxl

    assert load(SMALL / "homes.xlsx", SMALL / "children.xlsx").code == 0
    book = openpyxl.Workbook()
    for title, discharged in (("April", "2026-04-30"), ("May", "2026-05-31")):
        sheet = book.create_sheet(title)
        sheet.append(["stay_id", "child_id", "home_id", "admitted_on", "discharged_on", "stay_type"])
        sheet.append(["S900", "C0011", "H01", "2026-04-01", discharged, "full_time"])
        sheet.append([f"S901{title}", "C0011", "H01", "2026-03-01", "2026-03-02", "emergency"])
    del book["Sheet"]
    book.save(tmp_path / "log.xlsx")
    answer = load(tmp_path / "log.xlsx")
    assert answer.code == 0, answer.stderr
    assert [(row["added"], row["quarantined"]) for row in answer.rows] == [(1, 1), (1, 1)]
    assert stored("select count(*) from meta.quarantine where rule = 'one_version'") == [(2,)]
    assert stored("select count(*) from stays where stay_id = 'S900'") == [(0,)]


def test_a_year_that_no_event_can_have_is_set_aside(home: Path, tmp_path: Path) -> None:
    assert load(SMALL / "homes.xlsx", SMALL / "children.xlsx").code == 0
    (tmp_path / "missing_episodes.csv").write_text(
        "episode_id,child_id,home_id,kind,missing_from_at,returned_at\n"
        "E1,C0011,H01,M,2026-04-01 10:00,31/12/9999\n"
        "E2,C0011,H01,M,2026-05-01 10:00,9999-12-31 24:00\n"
        "E3,C0011,H01,M,2026-06-01 10:00,2026-06-01 11:00\n",
        "utf-8",
    )
    answer = load(tmp_path / "missing_episodes.csv")
    assert answer.code == 0, answer.stderr
    assert [(row["added"], row["quarantined"]) for row in answer.rows] == [(1, 2)]


def test_figures_of_another_release_are_not_shown_and_the_next_load_makes_them_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warehouse import build
    from warehouse.memory import close_all
    from warehouse.session import OtherRelease

    assert load(SMALL / "homes.xlsx").code == 0
    was = build._fingerprint
    monkeypatch.setattr(build, "_fingerprint", lambda known: was(known) + " another way of counting")
    close_all()
    with pytest.raises(OtherRelease, match="rebuild"):
        open_session(LOCAL)
    answer = load(SMALL / "homes.xlsx")
    assert answer.code == 0 and "nothing changes" in answer.stderr
    close_all()
    assert len(open_session(LOCAL).homes()) == 2


def test_a_file_that_cannot_be_opened_keeps_no_other_from_loading(home: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    shutil.copy(SMALL / "homes.xlsx", exports)
    (exports / "children.csv").symlink_to(exports / "children.csv.gone")
    loaded = loading.load([exports / "children.csv", exports / "homes.xlsx"], loading.Options(), lambda name: None)
    assert len(loaded.refused) == 1 and loaded.refused[0].startswith("children.csv: cannot be read")
    assert {"homes", "home_capacity"} <= {receipt.dataset for receipt in loaded.receipts}


def test_a_damaged_pointer_or_version_is_made_again_by_the_next_load(home: Path) -> None:
    assert load(SMALL / "homes.xlsx").code == 0
    version = versions.current()
    assert version is not None
    (home / "warehouse" / "current.json").write_text("{", "utf-8")
    assert versions.current() is None
    assert load(SMALL / "children.xlsx").code == 0
    assert stored("select count(*) from homes")[0][0] > 0
    version = versions.current()
    assert version is not None
    from warehouse.memory import close_all

    close_all()
    version.path.write_bytes(b"not a database" * 1000)
    assert load(SMALL / "stays.xlsx").code == 0
    assert stored("select count(*) from homes")[0][0] > 0 and stored("select count(*) from stays")[0][0] > 0
