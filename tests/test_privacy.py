"""A name or note planted in an export is nowhere but in landing and the data tables, never in what is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import TODAY, Answer, call, copy_home, run, stored

from sample_data.dirty_tools import INCIDENTS, STAYS, SUPERVISION, incident, stay, supervision, write_book, write_csv
from warehouse import versions
from warehouse.engine import open_reader

CHILD, FAMILY = "Zephyrine", "Quillfeather"
STAFF = "Ottoline Brackenbury"
NOTE = "marmalade rooftop"
# Planted in rows that fail: whatever was quarantined is kept in landing alone.
REFUSED = "Wilhelmina"
WAITING = "Thessaly"
PLANTED = (CHILD, FAMILY, STAFF, NOTE, REFUSED, WAITING)
MAY_HOLD = {"children", "staff", "incidents", "supervision", "stays"}


def write_files(folder: Path) -> list[Path]:
    """Children, staff, stays, supervision and incidents with planted words in rows that pass, fail and wait."""
    folder.mkdir()
    of_child = ("child_id", "given_name", "family_name", "date_of_birth", "sex", "upn")
    write_csv(
        folder / "children.csv",
        [
            of_child,
            ("C9701", CHILD, FAMILY, "2011-05-14", "F", ""),
            ("C9702", REFUSED, REFUSED, f"soon, says {REFUSED}", "F", ""),
            ("C9703", REFUSED, REFUSED, "2011-05-14", f"ask {REFUSED}", ""),
            ("C9704", REFUSED, f"{REFUSED} A", "2011-05-14", "F", ""),
            ("C9704", REFUSED, f"{REFUSED} B", "2011-05-15", "F", ""),
            ("C9705; C9706", REFUSED, REFUSED, "2011-05-14", "F", ""),
        ],
    )
    of_staff = ("staff_id", "home_id", "started_on", "name", "role", "contract", "fte")
    write_csv(
        folder / "staff.csv",
        [
            of_staff,
            ("S9701", "H02", "2026-01-05", STAFF, "Support worker", "permanent", "1"),
            ("S9702", "H02", "2026-01-05", f"{REFUSED} R", "Support worker", f"with {REFUSED}", "1"),
            ("S9703", "H02", "2026-01-05", f"{REFUSED} S", "Support worker", "permanent", f"{REFUSED} knows"),
            ("S9704", "H97", "2026-01-05", f"{WAITING} T", "Support worker", "permanent", "1"),
        ],
    )
    wide = (*INCIDENTS, "location")
    write_book(
        folder / "incidents.xlsx",
        {
            "incidents": [
                wide,
                [*incident(97001, "2026-06-10 18:00"), NOTE],
                [*incident(97002, f"late, {REFUSED}"), NOTE],
                [*incident(97003, "2026-06-10 18:00", kind=f"{REFUSED} fell"), NOTE],
                [*incident(97004, "29/03/2026 01:30"), REFUSED],
                [*incident(97005, "2026-06-10 18:00", f"{WAITING} Smith"), NOTE],
                [*incident(97006, "2026-06-10 18:00", staff_ids=f"{WAITING}, night"), NOTE],
                [*incident(97007, "2026-06-10 18:00", home_id="H97"), WAITING],
                [*incident(97008, "25/10/2026 01:30"), NOTE],
                [*incident(97009, "2027-06-10 18:00"), NOTE],
                [*incident(97010, "2026-06-11 18:00", record_completed_at="2026-06-01 09:00"), NOTE],
            ],
            "Notes on children": [[CHILD, FAMILY], [NOTE]],
        },
    )
    write_csv(
        folder / "stays.csv",
        [
            STAYS,
            stay(97101, "2026-06-04", "2026-06-01", child_id="C9701"),
            stay(97102, "2026-06-04", REFUSED),
            stay(97103, "2026-06-04", "", stay_type=f"{REFUSED} moved in"),
            stay(97104, "2026-06-04", "", child_id=WAITING),
        ],
    )
    write_csv(
        folder / "supervision.csv",
        [SUPERVISION, supervision(97201, "2026-06-12", staff_id=WAITING), supervision(97202, REFUSED)],
    )
    heading = ("child_id", "given_name", "date_of_birth", f"what {REFUSED} said")
    write_csv(folder / "more children.csv", [heading, ("C9711", CHILD, "2012-05-14", NOTE)])
    most = [incident(97300 + n, "2026-06-10", kind=f"{REFUSED} {n}") for n in range(24)]
    write_csv(folder / "refused incidents.csv", [INCIDENTS, *most])
    write_csv(folder / "no dataset.csv", [(CHILD, FAMILY, STAFF), (NOTE, NOTE, REFUSED), (NOTE, NOTE, WAITING)])
    twice = ("child_id", REFUSED, "date_of_birth", "date_of_birth")
    write_csv(folder / "two headings.csv", [twice, ("C1", NOTE, 1, 2)])
    (folder / "broken.csv").write_text(f'child_id,date_of_birth\r\nC1,"{REFUSED}', "utf-8")
    (folder / "wide.csv").write_bytes(f"child_id,given_name\r\nC1,{REFUSED}".encode("utf-16")[:-1])
    return sorted(folder.iterdir())


def load_and_ask(folder: Path) -> dict[str, Answer]:
    """Everything a person or a schedule would run over these files, each in its own process or with its own output."""
    answers = {"load": run("pipelines", "load", folder, "--by", "Ada Manager")}
    for name, arguments in {
        "again": ("load", folder), "dry run": ("load", folder, "--source", "other", "--dry-run", "--format", "json"),
        "issues": ("issues",), "issues as rows": ("issues", "--format", "json"), "status": ("status",),
    }.items():  # fmt: skip
        answers[name] = call(*arguments)
    return answers


@pytest.fixture(scope="module")
def planted(small_loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Answer]]:
    """A HEARTH_HOME with the planted files loaded, and everything that was printed on the way."""
    folder = tmp_path_factory.mktemp("privacy")
    home = copy_home(small_loaded, folder / "home")
    for name in ("person", "scratch"):
        (folder / name).mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(home))
        patch.setenv("HEARTH_TODAY", TODAY)
        patch.setenv("HOME", str(folder / "person"))
        patch.setenv("USERPROFILE", str(folder / "person"))
        for name in ("TMPDIR", "TEMP", "TMP"):
            patch.setenv(name, str(folder / "scratch"))
        write_files(folder / "exports")
        answers = load_and_ask(folder / "exports")
    return home, answers


@pytest.fixture
def answers(planted: tuple[Path, dict[str, Answer]], monkeypatch: pytest.MonkeyPatch) -> dict[str, Answer]:
    home, found = planted
    monkeypatch.setenv("HEARTH_HOME", str(home))
    monkeypatch.setenv("HEARTH_TODAY", TODAY)
    return found


def words_in(said: str | bytes) -> list[str]:
    """The planted words that stand in it, whatever their case and in either encoding."""
    data = said if isinstance(said, bytes) else said.encode()
    small = data.lower()
    return [
        word for word in PLANTED if word.lower().encode() in small or word.lower().encode("utf-16-le") in small
    ]  # fmt: skip


def test_the_files_do_what_they_were_made_for(answers: dict[str, Answer]) -> None:
    assert answers["load"].code == 1 and "Traceback" not in answers["load"].stderr
    rules = {(row["rule"], row["severity"]) for row in answers["issues as rows"].rows if row["submission"] > "S0008"}
    assert rules >= {
        ("type", "error"), ("allowed", "error"), ("one_version", "error"), ("pattern", "error"),
        ("time_exists", "error"), ("discharged_after_admission", "error"), ("known", "waiting"),
        ("ambiguous", "warning"), ("in_future", "warning"), ("recorded_after_start", "warning"),
    }  # fmt: skip
    for name in ("refused incidents", "no dataset", "two headings", "broken", "wide"):
        assert f"{name}.csv" in answers["load"].stderr
    assert answers["again"].stderr.count("nothing changes") == 6


@pytest.mark.parametrize("name", ["load", "again", "dry run", "issues", "issues as rows", "status"])
def test_nothing_that_is_printed_holds_what_was_planted(name: str, answers: dict[str, Answer]) -> None:
    answer = answers[name]
    assert answer.stdout or answer.stderr
    assert words_in(answer.stdout) == [] and words_in(answer.stderr) == []


def test_no_file_but_the_landed_bytes_and_the_warehouse_holds_it(answers: dict[str, Answer]) -> None:
    home = Path(os.environ["HEARTH_HOME"])
    looked_at = 0
    for path in home.rglob("*"):
        if path.is_file() and path.suffix != ".duckdb" and path.parent != home / "landing" / "files":
            assert words_in(path.read_bytes()) == [], path
            looked_at += 1
    assert looked_at >= 6 + 1 + 1 + 5, "manifests, ledger, pointer and contracts"
    landed = b"".join(path.read_bytes() for path in (home / "landing" / "files").iterdir())
    assert set(words_in(landed)) >= {CHILD, FAMILY, STAFF, REFUSED, WAITING}, "landing keeps what was sent"


def test_nothing_is_left_in_the_persons_folder_or_the_scratch_folder(answers: dict[str, Answer]) -> None:
    folder = Path(os.environ["HEARTH_HOME"]).parent
    for name in ("person", "scratch"):
        for path in (folder / name).rglob("*"):
            assert not path.is_file() or words_in(path.read_bytes()) == [], path


def tables_that_hold(words: tuple[str, ...]) -> dict[tuple[str, str], set[str]]:
    """The tables of the version in force, by schema and name, with which of these words stand in their text columns."""
    version = versions.current()
    assert version is not None
    database = open_reader(version.path)
    found: dict[tuple[str, str], set[str]] = {}
    try:
        columns = database.rows(
            "select table_schema, table_name, column_name from information_schema.columns where data_type = 'VARCHAR'"
        )
        for schema, table, column in columns:
            for word in words:
                hits = database.value(
                    f'select count(*) from "{schema}"."{table}" where contains(lower("{column}"), ?)', [word.lower()]
                )
                if hits:
                    found.setdefault((schema, table), set()).add(word)
    finally:
        database.close()
    return found


def test_only_the_data_tables_hold_names_and_no_quarantined_row_is_in_any(answers: dict[str, Answer]) -> None:
    found = tables_that_hold(PLANTED)
    assert {schema for schema, _ in found} == {"accepted", "main"}, "no table about the data holds any of it"
    assert {table for schema, table in found if schema == "accepted"} == MAY_HOLD
    for words in found.values():
        assert REFUSED not in words
    assert found["main", "children"] == {CHILD, FAMILY} and found["accepted", "children"] == {CHILD, FAMILY}
    assert {table for (schema, table), words in found.items() if schema == "main" and WAITING in words} == set()
    assert {table for (_, table), words in found.items() if NOTE in words} <= {"incidents", "chronology", "theme_event"}
    assert {table for (_, table), words in found.items() if STAFF in words} <= {"staff", "employment"}


def test_tables_about_the_data_name_places_and_rules_only(answers: dict[str, Answer]) -> None:
    names = {name for (name,) in stored("select table_name from information_schema.tables where table_schema = 'meta'")}
    assert names >= {"submission", "sheet", "quarantine", "waiting", "warning", "expectation"}
    kinds = {kind for (kind,) in stored("select distinct value_kind from meta.quarantine")}
    assert kinds <= {"blank", "yes/no", "date and time", "date", "time", "number", "text", "error", "formula"}
    assert stored("select count(*) from meta.quarantine where severity = 'error'")[0][0] >= 10


def test_the_pages_and_commands_give_issues_without_values(answers: dict[str, Answer]) -> None:
    rows = answers["issues as rows"].rows
    assert {tuple(row) for row in rows} == {
        ("submission", "file", "sheet", "row", "column", "value_kind", "severity", "rule", "remedy", "cell")
    }
    assert any(row["column"] == "date_of_birth" and row["value_kind"] == "text" for row in rows)


def test_what_a_fault_says_of_itself_holds_no_row(
    answers: dict[str, Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = copy_home(Path(os.environ["HEARTH_HOME"]), tmp_path / "home")
    monkeypatch.setenv("HEARTH_HOME", str(home))
    (home / "landing" / "ledger.json").write_text(f'{{"S0001": {CHILD} {FAMILY}', "utf-8")
    answer = run("pipelines", "status")
    assert answer.code == 1 and "unforeseen" in answer.stderr
    assert words_in(answer.stderr) == [] and "Traceback" not in answer.stderr
