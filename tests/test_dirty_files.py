"""The files that are wrong on purpose: what loads of each, what does not, and what is said about it."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from conftest import DIRTY, REPOSITORY, TODAY, Answer, call, contents, copy_home, forget, load, run, stored

from sample_data.dirty import write_bomb

LISTED = {path.name for path in DIRTY.iterdir()} - {"README.md"}

# File: words of the one sentence that refuses it.
REFUSED: dict[str, tuple[str, ...]] = {
    "missing_two_row_header.xlsx": ("sheet Missing", "no row has the headers", "--dataset"),
    "incidents_more_than_half_fail.csv": ("more than half of its 24 rows", "incidents", "most often kind"),
    "stays_two_columns_missing.csv": ("row 1", "stays needs the columns home_id, stay_type", "add them"),
    "children_equal_headings.csv": ("columns C and D are both headed date_of_birth", "delete or rename one"),
    "pocket_money.csv": ("'pocket_money' is not a dataset", "attendance", "incidents", "supervision"),
    "survey_column_a_question.xlsx": ("sheet Quarter 4", "no row has the headers", "--dataset"),
    "encrypted.xlsx": ("password", "save it without one"),
    "picture.xlsx": ("it is a picture", "save it as .xlsx"),
    "plain_text.xlsx": ("it is plain text", "save it as .xlsx"),
    "html_table.xlsx": ("it is a web page", "save it as .xlsx"),
    "truncated.xlsx": ("breaks off or is damaged", "copy it again"),
    "empty_workbook.xlsx": ("no cell with anything in it", "export it again"),
    "empty.csv": ("empty", "export it again"),
    "far_cell.xlsx": ("sheet supervision", "1048576 rows and 16384 columns", "delete the stray cells"),
}

WORDS = tuple((row, "returned_at", "type", "error") for row in range(2, 7))
IN_SERIALS = tuple((row, name, "type", "error") for row in (2, 3) for name in ("held_on", "record_signed_on"))
UNKNOWN_PAIRS = tuple((row, "child_ids", "known", "waiting") for row in range(3, 8))
Receipt = tuple[str, int, int, int, int, int]
Issue = tuple[int, str, str, str]


@dataclass(frozen=True)
class Loads:
    """What a file comes to.

    Receipts are (sheet, rows_read, added, amended, unchanged, quarantined), issues (row, column, rule, severity).
    """

    receipts: tuple[Receipt, ...]
    issues: tuple[Issue, ...] = ()
    said: tuple[str, ...] = ()


def one(name: str, *counts: int) -> tuple[Receipt, ...]:
    read, added, amended, unchanged, quarantined = counts
    return ((name, read, added, amended, unchanged, quarantined),)


LOADED: dict[str, Loads] = {
    "incidents_title_and_totals.xlsx": Loads(
        one("Incident log", 6, 6, 0, 0, 0),
        said=("rows 1 to 3 above the header", "row 12 holds totals", "row 13 below the data is a footer"),
    ),
    "supervision_repeated_header.xlsx": Loads(
        one("supervision", 6, 6, 0, 0, 0), said=("the header is repeated in row 7",)
    ),
    "missing_sheet_a_home.xlsx": Loads((("Birch House", 1, 1, 0, 0, 0), ("Rowan Lodge", 1, 1, 0, 0, 0))),
    "incidents_hidden_sheet.xlsx": Loads(
        one("incidents", 3, 3, 0, 0, 0),
        said=("sheet Cover: holds no dataset and was not read", "sheet incidents: the sheet is hidden"),
    ),
    "children_windows_1252.csv": Loads(one("children_windows_1252", 2, 2, 0, 0, 0)),
    "incidents_semicolons.csv": Loads(one("incidents_semicolons", 2, 2, 0, 0, 0)),
    "missing_utf16.csv": Loads(one("missing_utf16", 2, 2, 0, 0, 0)),
    "incidents_stray_spaces.csv": Loads(one("incidents_stray_spaces", 1, 1, 0, 0, 0)),
    "missing_excel_serials.xlsx": Loads(one("missing_episodes", 3, 3, 0, 0, 0)),
    "supervision_excel_serials.csv": Loads(one("supervision_excel_serials", 2, 0, 0, 0, 2), IN_SERIALS),
    "missing_1904.xlsx": Loads(one("missing_episodes", 2, 2, 0, 0, 0)),
    "supervision_error_cells.xlsx": Loads(
        one("supervision", 4, 2, 0, 0, 2),
        ((3, "held_on", "error_cell", "error"), (4, "record_signed_on", "error_cell", "error")),
    ),
    "incidents_formula_without_value.xlsx": Loads(
        one("incidents", 4, 3, 0, 0, 1), ((3, "occurred_at", "not_calculated", "error"),)
    ),
    "incidents_text_dates.csv": Loads(
        one("incidents_text_dates", 9, 8, 0, 0, 1), ((8, "occurred_at", "type", "error"),)
    ),
    "missing_words_for_dates.xlsx": Loads(one("missing_episodes", 6, 1, 0, 0, 5), WORDS),
    "missing_unknown_home_and_child.csv": Loads(
        one("missing_unknown_home_and_child", 3, 1, 0, 0, 2),
        ((2, "home_id", "known", "waiting"), (3, "child_id", "known", "waiting")),
    ),
    "stays_end_before_start.csv": Loads(
        one("stays_end_before_start", 2, 1, 0, 0, 1), ((2, "discharged_on", "discharged_after_admission", "error"),)
    ),
    "incidents_no_such_time.csv": Loads(
        one("incidents_no_such_time", 3, 2, 0, 0, 1),
        ((2, "occurred_at", "time_exists", "error"), (4, "occurred_at", "ambiguous", "warning")),
    ),
    "incidents_two_children.csv": Loads(one("incidents_two_children", 6, 1, 0, 0, 5), UNKNOWN_PAIRS),
    "missing_two_children.csv": Loads(
        one("missing_two_children", 2, 1, 0, 0, 1), ((2, "child_id", "pattern", "error"),)
    ),
    "supervision_duplicates.csv": Loads(
        one("supervision_duplicates", 5, 2, 0, 1, 2),
        ((2, "supervision_id", "one_version", "error"), (3, "supervision_id", "one_version", "error")),
    ),
    "attendance_odd_marks.csv": Loads(
        one("attendance_odd_marks", 10, 9, 0, 0, 1),
        ((5, "mark", "not_given", "warning"), (6, "mark", "not_given", "warning"), (11, "mark", "allowed", "error")),
    ),
    "finance_brackets.xlsx": Loads(
        one("finance", 6, 2, 0, 0, 4),
        (
            (7, "budget", "type", "error"),
            (7, "actual", "type", "error"),
            (8, "actual", "type", "error"),
            (9, "actual", "error_cell", "error"),
            (10, "actual", "type", "error"),
        ),
        said=("rows 1 to 3 above the header", "row 12 holds totals"),
    ),
    "posts_shares.csv": Loads(
        one("posts_shares", 4, 2, 0, 0, 2), ((3, "vacant_posts", "type", "error"), (5, "month", "type", "error"))
    ),
    "training_words.csv": Loads(
        one("training_words", 7, 4, 0, 0, 3),
        (
            (4, "hours", "type", "error"),
            (5, "completed_on", "type", "error"),
            (6, "completed_on", "type", "error"),
        ),
    ),
    "sanctions_ticks.xlsx": Loads(
        one("sanctions", 9, 7, 0, 0, 2),
        ((8, "is_proportionate", "type", "error"), (9, "is_proportionate", "type", "error")),
    ),
    "health_appointments_words.csv": Loads(
        one("health_appointments_words", 6, 3, 0, 0, 3),
        (
            (3, "outcome", "allowed", "error"),
            (4, "outcome", "allowed", "error"),
            (7, "booked_for", "time_exists", "error"),
        ),
    ),
    "activities_lengths.csv": Loads(
        one("activities_lengths", 9, 2, 0, 0, 7),
        (
            *((row, "minutes", "type", "error") for row in (3, 4, 5, 8)),
            *((row, "minutes", "range", "error") for row in (6, 7)),
            (10, "child_ids", "known", "waiting"),
        ),
    ),
    "inspections_grades.xlsx": Loads(
        one("inspections", 5, 2, 0, 0, 3),
        (
            (3, "overall", "allowed", "error"),
            (4, "kind", "allowed", "error"),
            (5, "published_on", "published_after_inspection", "warning"),
            (6, "requirements", "type", "error"),
        ),
    ),
    "qa_activities_words.csv": Loads(
        one("qa_activities_words", 5, 2, 0, 0, 3),
        (
            (3, "kind", "allowed", "error"),
            (4, "report_sent_on", "sent_after_done", "warning"),
            (5, "due_on", "type", "error"),
            (6, "child_id", "pattern", "error"),
        ),
    ),
    "home_checks_pages.xlsx": Loads(
        one("home_checks", 4, 4, 0, 0, 0), said=("the header is repeated in row 5", "row 8 holds totals")
    ),
    "placements_contradictions.csv": Loads(
        one("placements_contradictions", 5, 1, 0, 0, 4),
        (
            (3, "ended_on", "ended_after_start", "error"),
            (4, "child_id", "one_version", "error"),
            (5, "child_id", "one_version", "error"),
            (6, "reason_new_episode", "allowed", "error"),
        ),
    ),
    "supervision_header_only.csv": Loads(one("supervision_header_only", 0, 0, 0, 0, 0)),
    "ssda903_header.csv": Loads(one("ssda903_header", 2, 2, 0, 0, 0), said=("the profile ssda903_header",)),
    "ssda903_episodes.csv": Loads(
        one("ssda903_episodes", 6, 6, 0, 0, 0),
        said=("the profile ssda903_episodes", "years of two digits in ended_on were read"),
    ),
    "ssda903_missing.csv": Loads(
        one("ssda903_missing", 5, 5, 0, 0, 0),
        said=(
            "the profile ssda903_missing",
            "years of two digits in missing_from_at and returned_at",
            "episode_id is made from child_id, missing_from_at, kind",
            "a row counts for the home where the child lived that day",
        ),
    ),
    "register_long.csv": Loads(
        one("register_long", 14, 12, 0, 0, 2),
        (
            (5, "mark", "not_given", "warning"),
            *2 * ((7, "mark", "not_given", "warning"),),
            *2 * ((8, "child_id", "found", "waiting"),),
        ),
        said=("the profile register_long", "child_id is found by children.upn"),
    ),
    "register_wide.xlsx": Loads(
        (("WC 09 March", 20, 20, 0, 0, 0), ("WC 16 March", 20, 20, 0, 0, 0)),
        2 * ((6, "mark", "not_given", "warning"),),
        said=2
        * (
            "the profile register_wide",
            "rows 1 to 3 above the header",
            "row 7 begins with Present",
            "was taken from row 2",
            "child_id is found by children.upn",
        ),
    ),
    "supervision_matrix.xlsx": Loads(
        one("2026-27", 15, 14, 0, 0, 1),
        ((7, "held_on", "not_enough_said", "error"), (8, "held_on", "outside_month", "warning")),
        said=(
            "the profile supervision_matrix",
            "rows 1 to 3 above the header",
            "row 10 begins with Key",
            "years of two digits in cells",
            "supervision_id is made from staff_id, heading, number",
            "5 cells say AL, Sick, Mat, New starter and gave no row",
            "1 cell holds a date outside the month",
        ),
    ),
}

HALF_PAST_TEN = datetime(2026, 2, 1, 22, 30)


@pytest.fixture(scope="module")
def dirty_home(small_loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    """The small set and every dirty file after it, loaded as one folder, and what that answered."""
    folder = copy_home(small_loaded, tmp_path_factory.mktemp("dirty") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(folder))
        patch.setenv("HEARTH_TODAY", TODAY)
        answer = load(DIRTY)
        forget()
    return folder, answer


@pytest.fixture
def loaded(dirty_home: tuple[Path, Answer], monkeypatch: pytest.MonkeyPatch) -> Answer:
    """The warehouse in force holds the small set and the dirty files; it is only read."""
    folder, answer = dirty_home
    monkeypatch.setenv("HEARTH_HOME", str(folder))
    monkeypatch.setenv("HEARTH_TODAY", TODAY)
    return answer


def sentence_about(file: str, said: str) -> str:
    """The one line about the file; fails where there are several, or where it is not a sentence."""
    lines = [line for line in said.splitlines() if line.startswith((f"{file}:", f"{file},"))]
    assert len(lines) == 1, said
    assert lines[0].endswith(".") and lines[0].count(": ") >= 1
    assert "Traceback" not in said and "Error" not in lines[0]
    return lines[0]


def test_every_file_is_expected_here_and_explained_in_the_table() -> None:
    explained = re.findall(r"^\| `([^`]+)` \|", (DIRTY / "README.md").read_text("utf-8"), re.MULTILINE)
    assert len(explained) == len(set(explained))
    assert set(explained) == LISTED == set(REFUSED) | set(LOADED)
    assert not set(REFUSED) & set(LOADED)


@pytest.mark.parametrize("file", sorted(REFUSED))
def test_a_file_that_is_no_export_is_refused_in_one_sentence(file: str, small_home: Path) -> None:
    before = contents(small_home)
    answer = load(DIRTY / file)
    assert answer.code == 1 and answer.rows == []
    line = sentence_about(file, answer.stderr)
    assert [word for word in REFUSED[file] if word not in line] == []
    assert answer.stderr.splitlines() == [line]
    assert contents(small_home) == before


@pytest.mark.parametrize("file", sorted(REFUSED))
def test_the_same_is_said_among_others_and_no_row_of_it_loads(file: str, loaded: Answer) -> None:
    line = sentence_about(file, loaded.stderr)
    assert [word for word in REFUSED[file] if word not in line] == []
    assert file not in {row["file"] for row in loaded.rows}
    assert stored("select count(*) from meta.submission where file = ?", file) == [(0,)]


@pytest.mark.parametrize("file", sorted(LOADED))
def test_good_rows_load_and_each_other_row_has_its_reason(file: str, loaded: Answer) -> None:
    expected = LOADED[file]
    receipts = [row for row in loaded.rows if row["file"] == file]
    names = ("sheet", "rows_read", "added", "amended", "unchanged", "quarantined")
    assert tuple(tuple(row[name] for name in names) for row in receipts) == expected.receipts
    # Rows that count but look odd beside other datasets have rules of their own, in the warehouse.
    issues = [row for row in call("issues", "--format", "json").rows if row["file"] == file]
    of_contract = [row for row in issues if row["value_kind"] != "value"]
    found = [(row["row"], row["column"], row["rule"], row["severity"]) for row in of_contract]
    assert sorted(found) == sorted(expected.issues)
    assert all(row["remedy"] and row["remedy"].endswith(".") for row in issues)
    said = [line for line in loaded.stderr.splitlines() if line.startswith(file)]
    assert len(said) == len(expected.said)
    assert [words for words in expected.said if not any(words in line for line in said)] == []


def test_every_row_read_is_added_amended_unchanged_or_quarantined(loaded: Answer) -> None:
    assert loaded.code == 1, "some of the files are refused"
    assert {row["file"] for row in loaded.rows} == set(LOADED)
    for row in loaded.rows:
        assert row["rows_read"] == row["added"] + row["amended"] + row["unchanged"] + row["quarantined"], row
    kept = stored("select sum(rows_read), sum(added + amended + unchanged + quarantined) from meta.sheet")
    assert kept[0][0] == kept[0][1] > 0


def test_what_is_quarantined_is_not_among_the_accepted_rows(loaded: Answer) -> None:
    accepted = "select count(*) from accepted.{0} join meta.submission on submission = _submission where file = ?"
    for file, expected in LOADED.items():
        dataset = next(row["dataset"] for row in loaded.rows if row["file"] == file)
        refused_rows = {row for row, _, _, severity in expected.issues if severity == "error"}
        read = sum(receipt[1] for receipt in expected.receipts)
        assert stored(accepted.format(dataset), file) == [(read - len(refused_rows),)], file


def test_one_moment_in_seven_ways_of_writing_and_midnight_at_24_00(loaded: Answer) -> None:
    found = dict(stored("select incident_id, occurred_at from incidents where incident_id like 'I920%'"))
    assert found.pop("I92009") == datetime(2026, 2, 2, 0, 0)
    assert set(found) == {f"I9200{number}" for number in (0, 1, 2, 3, 4, 5, 7)}
    assert set(found.values()) == {HALF_PAST_TEN}


def test_serial_numbers_in_a_workbook_are_the_moments_they_show(loaded: Answer) -> None:
    found = stored("select missing_from_at, returned_at from missing_episodes where episode_id like 'M909%' order by 1")
    assert found == [
        (HALF_PAST_TEN, datetime(2026, 2, 2, 1, 30)),
        (datetime(2026, 2, 8, 21, 0), datetime(2026, 2, 8, 22, 30)),
        (datetime(2026, 2, 17, 12, 0), datetime(2026, 2, 17, 18, 0)),
    ]


def test_days_counted_from_1904_are_not_four_years_early(loaded: Answer) -> None:
    found = stored("select missing_from_at, returned_at from missing_episodes where episode_id like 'M911%' order by 1")
    assert found == [
        (datetime(2026, 2, 14, 21, 0), datetime(2026, 2, 15, 2, 0)),
        (datetime(2026, 2, 23, 21, 0), datetime(2026, 2, 23, 22, 0)),
    ]


def test_accents_and_the_curly_apostrophe_of_windows_1252_survive(loaded: Answer) -> None:
    found = stored("select given_name, family_name, date_of_birth from children where child_id like 'C90%' order by 1")
    assert found == [("Chloé", "O’Dowd", date(2011, 5, 14)), ("Zoë", "Lindqvist", date(2012, 9, 2))]


def test_the_october_hour_that_comes_twice_counts_the_first_time(loaded: Answer) -> None:
    found = stored("select occurred_at, occurred_at_utc from incidents where incident_id = 'I92403'")
    assert found == [(datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 0, 30))]
    assert stored("select incident_id from incidents where incident_id in ('I92401', 'I92402')") == [("I92402",)]


def test_a_hidden_sheet_and_tabs_in_utf_16_hold_their_rows(loaded: Answer) -> None:
    hidden = stored("select occurred_on from incidents where incident_id like 'I905%' order by 1")
    assert hidden == [(date(2026, 4, day),) for day in (2, 8, 21)]
    assert stored("select returned_at from missing_episodes where episode_id like 'M907%' order by 1") == [
        (datetime(2026, 2, 12, 1, 30),), (datetime(2026, 2, 20, 7, 10),)
    ]  # fmt: skip


def test_ticks_are_yes_crosses_are_no_and_a_blank_is_neither(loaded: Answer) -> None:
    found = stored("select sanction_id, is_proportionate from sanctions where sanction_id like 'SA941%' order by 1")
    answers = {0: True, 1: False, 2: True, 3: True, 4: True, 5: False, 8: None}
    assert found == [(f"SA9410{place}", said) for place, said in answers.items()]


def test_amounts_are_read_as_written_and_brackets_are_not_guessed(loaded: Answer) -> None:
    lines = "select cost_line, budget, actual from finance where home_id = 'H02' and month = date '2025-02-01'"
    assert sorted(stored(lines)) == [("agency", 5000.0, 9120.0), ("staffing", 59000.0, 61240.5)]


def test_an_outcome_not_entered_is_unknown_and_none_is_guessed(loaded: Answer) -> None:
    found = stored("select appointment_id, outcome from health_appointments where appointment_id like 'HA942%'")
    assert sorted(found) == [("HA94201", "attended"), ("HA94204", None), ("HA94205", "attended")]


def test_lists_and_stray_spaces_are_clean(loaded: Answer) -> None:
    lists = "select incident_id, child_ids from incidents where child_ids like '%;%' and incident_id > 'I9'"
    assert dict(stored(lists)) == {"I90601": "C0016;C0019", "I92500": "C0016;C0019"}
    assert stored("select home_id, kind, child_ids, occurred_at from incidents where incident_id = 'I90801'") == [
        ("H02", "damage", "C0019", datetime(2026, 2, 7, 16, 20))
    ]


def test_only_the_row_with_a_blank_is_not_returned(loaded: Answer) -> None:
    assert stored("select episode_id, returned_at from missing_episodes where episode_id like 'M921%'") == [
        ("M92105", None)
    ]


def test_marks_are_the_codes_they_stand_for(loaded: Answer) -> None:
    found = stored(
        "select mark from attendance join meta.submission using (submission) where file = ? order by date, session",
        "attendance_odd_marks.csv",
    )
    assert [mark for (mark,) in found] == ["/", "\\", "#", None, None, "L", "L", "/", "I"]


def test_neither_of_two_contradicting_rows_counts_and_equal_ones_count_once(loaded: Answer) -> None:
    found = stored("select supervision_id, count(*) from supervision where supervision_id like 'SV927%' group by 1")
    assert sorted(found) == [("SV92702", 1), ("SV92703", 1)]


def test_a_title_row_says_when_the_export_was_made(loaded: Answer) -> None:
    found = stored(
        "select exported_at, covers_to from meta.submission where file = ?", "incidents_title_and_totals.xlsx"
    )
    assert found == [(datetime(2026, 11, 3, 14, 2), date(2026, 11, 3))]


def test_a_command_names_them_all_without_a_traceback_and_without_unpacking_the_bomb(
    small_home: Path, tmp_path: Path
) -> None:
    write_bomb(tmp_path / "bomb.xlsx")
    refused = sorted(DIRTY / file for file in REFUSED)
    answer = run("pipelines", "load", *refused, tmp_path / "bomb.xlsx", "--format", "json")
    assert answer.code == 1 and answer.rows == []
    assert "Traceback" not in answer.stderr
    for file, words in {**REFUSED, "bomb.xlsx": ("larger than 500 MB", "HEARTH_MAX_UNPACKED_MB")}.items():
        line = sentence_about(file, answer.stderr)
        assert [word for word in words if word not in line] == []
    assert len(answer.stderr.splitlines()) == len(REFUSED) + 1


MEASURED = """
import resource, sys
from pathlib import Path
from pipelines.reading import files
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    files.read(sys.argv[1], Path(sys.argv[1]).read_bytes(), 500 << 20)
except files.Refused:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the most memory a process had in this way")
@pytest.mark.parametrize("file", ["bomb.xlsx", "far_cell.xlsx"])
def test_the_bomb_and_the_far_cell_are_refused_in_little_memory(file: str, tmp_path: Path) -> None:
    path = DIRTY / file
    if file == "bomb.xlsx":
        path = tmp_path / file
        write_bomb(path)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) * (1 if sys.platform == "darwin" else 1024) < 50_000_000


def test_a_file_whose_rows_are_all_quarantined_answers_1(small_home: Path) -> None:
    answer = load(DIRTY / "supervision_excel_serials.csv")
    assert answer.code == 1 and answer.rows[0]["quarantined"] == 2


@pytest.mark.parametrize("file", ["supervision_header_only.csv", "stays_end_before_start.csv"])
def test_a_file_of_which_something_loads_or_nothing_was_to_load_answers_0(file: str, small_home: Path) -> None:
    assert load(DIRTY / file).code == 0
