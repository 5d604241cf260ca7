"""Real files in other systems' layouts: what loads of them, whatever the order, and where each row came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import TODAY, Answer, call, copy_home, current_now, figures_now, forget, issues_now, load, stored

from pipelines import landing
from sample_data.dirty_tools import write_book, write_csv
from warehouse.periods import parse
from warehouse.session import LOCAL, open_session

COUNTS = ("rows_read", "added", "amended", "unchanged", "quarantined")
MISSING = ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")
ANA, BO, CY = "A111111111111", "B222222222222", "C333333333333"
SESSIONS = ("Mon AM", "Mon PM", "Tue AM", "Tue PM", "Wed AM", "Wed PM", "Thu AM", "Thu PM", "Fri AM", "Fri PM")

HOMES = [
    ("home_id", "valid_from", "name", "registered_places", "registered_from", "opened_on"),
    ("H1", "", "Birch House", 4, "2020-01-01", "2020-01-01"),
    ("H2", "", "Rowan Lodge", 4, "2020-01-01", "2020-01-01"),
]
CHILDREN = [
    ("child_id", "given_name", "date_of_birth", "sex", "upn", "is_active_travel_exempt"),
    ("C1", "Ana", "2011-05-14", "F", ANA, "yes"),
    ("C2", "Bo", "2012-09-02", "M", BO, "no"),
    ("C3", "Cy", "2012-11-02", "M", CY, "no"),
]
# C1 moves from H1 to H2 on 1 March and leaves on 1 September; C3 never lives in a home here.
STAYS = [
    ("stay_id", "child_id", "home_id", "admitted_on", "discharged_on", "stay_type"),
    ("ST1", "C1", "H1", "2025-01-10", "2026-03-01", "full_time"),
    ("ST2", "C1", "H2", "2026-03-01", "2026-09-01", "full_time"),
    ("ST3", "C2", "H2", "2025-01-10", "", "full_time"),
]
STAFF = [
    ("staff_id", "home_id", "started_on", "role", "contract"),
    ("P1", "H1", "2020-01-01", "Residential worker", "permanent"),
    ("P2", "H2", "2020-01-01", "Residential worker", "permanent"),
]


def sent(folder: Path, name: str, *rows: Sequence[Any]) -> Path:
    """A CSV of this name in a folder of its own."""
    path = folder / f"sent-{sum(1 for _ in folder.glob('sent-*'))}" / name
    path.parent.mkdir()
    write_csv(path, rows)
    return path


def book(folder: Path, name: str, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    path = folder / name
    write_book(path, sheets)
    return path


def plain(folder: Path) -> list[Path]:
    """The homes, children, stays and staff of a small service, in our own layout."""
    whole = {"homes": HOMES, "children": CHILDREN, "stays": STAYS, "staff": STAFF}
    return [sent(folder, f"{name}.csv", *rows) for name, rows in whole.items()]


def counts(answer: Answer) -> tuple[int, ...]:
    assert answer.code == 0, answer.stderr
    (row,) = answer.rows
    return tuple(row[name] for name in COUNTS)


def refusal(answer: Answer) -> str:
    """The one sentence that refuses the file."""
    assert answer.code == 1 and answer.rows == [], answer.stderr
    (line,) = answer.stderr.splitlines()
    assert line.endswith(".")
    return line


def figure(measure: str, period: str, home_id: str | None = None) -> float:
    found = open_session(LOCAL).figures(parse(period), measures=[measure], by="home" if home_id else "service")
    return next(row.value for row in found.itertuples() if not home_id or row.home_id == home_id)


def missing(folder: Path, *rows: Sequence[Any], name: str = "return.csv") -> Path:
    return sent(folder, name, MISSING, *[(child, "14/05/2011", *rest) for child, *rest in rows])


@pytest.fixture(scope="module")
def service_loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A HEARTH_HOME into which the small service was loaded; copied, never changed."""
    folder = tmp_path_factory.mktemp("service")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(folder / "home"))
        patch.setenv("HEARTH_TODAY", TODAY)
        answer = load(*plain(folder))
        forget()
    assert answer.code == 0, answer.stderr
    return folder / "home"


@pytest.fixture
def service(home: Path, service_loaded: Path) -> Path:
    """A HEARTH_HOME of the test's own that holds the small service."""
    return copy_home(service_loaded, home)


# SSDA903


def test_a_is_not_m(service: Path, tmp_path: Path) -> None:
    path = missing(tmp_path, ("C1", "M", "05/01/2026", "06/01/2026"), ("C1", "A", "12/01/2026", "12/01/26"))
    assert counts(load(path)) == (2, 2, 0, 0, 0)
    assert figure("missing_episodes_n", "2026-01") == 1
    assert figure("away_episodes_n", "2026-01") == 1
    assert stored("select episode_id, kind from missing_episodes order by 1") == [
        ("C1-2026-01-05-M", "M"), ("C1-2026-01-12-A", "A")
    ]  # fmt: skip


def test_days_stay_days_in_both_ways_of_writing_the_year(service: Path, tmp_path: Path) -> None:
    answer = load(missing(tmp_path, ("C1", "M", "05/01/26", "06/01/2026")))
    assert "years of two digits in missing_from_at" in answer.stderr
    found = stored(
        "select missing_from_at, missing_from_on, missing_from_precision, returned_at, returned_on "
        "from missing_episodes"
    )
    assert found == [(None, date(2026, 1, 5), "date", None, date(2026, 1, 6))]


def test_an_open_episode_carries_forward_and_the_next_return_ends_it(service: Path, tmp_path: Path) -> None:
    assert counts(load(missing(tmp_path, ("C2", "M", "30/03/2026", "")))) == (1, 1, 0, 0, 0)
    assert stored("select returned_on from missing_episodes") == [(None,)]
    later = missing(tmp_path, ("C2", "M", "30/03/26", "02/04/26"), ("C2", "M", "10/05/2026", "11/05/2026"))
    assert counts(load(later)) == (2, 1, 1, 0, 0)
    assert stored("select episode_id, returned_on from missing_episodes order by 1") == [
        ("C2-2026-03-30-M", date(2026, 4, 2)), ("C2-2026-05-10-M", date(2026, 5, 11))
    ]  # fmt: skip
    assert figure("missing_episodes_n", "2026-03") == 1 and figure("missing_episodes_n", "2026-04") == 0


def test_overlaps_are_reported_and_not_counted_twice(service: Path, tmp_path: Path) -> None:
    rows = [("C2", "M", "02/02/2026", "06/02/2026"), ("C2", "M", "04/02/2026", "08/02/2026")]
    assert counts(load(missing(tmp_path, *rows))) == (2, 2, 0, 0, 0)
    assert figure("missing_episodes_n", "2026-02") == 1
    rules = {row["rule"] for row in call("issues", "--format", "json").rows}
    assert rules == {"episode_overlap"}


def test_two_episodes_that_begin_on_one_day_are_both_kept_and_merged(service: Path, tmp_path: Path) -> None:
    rows = [("C2", "M", "02/02/2026", "02/02/2026"), ("C2", "M", "02/02/2026", "03/02/2026")]
    answer = load(missing(tmp_path, *rows))
    assert counts(answer) == (2, 2, 0, 0, 0) and "1 row has the key of another row that differs" in answer.stderr
    assert stored("select episode_id from missing_episodes order by 1") == [
        ("C2-2026-02-02-M",), ("C2-2026-02-02-M-2",)
    ]  # fmt: skip
    assert figure("missing_episodes_n", "2026-02") == 1
    assert counts(load(missing(tmp_path, rows[1], rows[1], name="again.csv"))) == (2, 0, 1, 1, 0)


@pytest.mark.parametrize(
    ("day", "home_id"), [("28/02/2026", "H1"), ("01/03/2026", "H2"), ("31/08/2026", "H2"), ("01/09/2026", None)]
)
def test_an_episode_counts_for_the_home_of_that_day(
    service: Path, tmp_path: Path, day: str, home_id: str | None
) -> None:
    """On the day of a move that is the new home, on the day of a final discharge none."""
    load(missing(tmp_path, ("C1", "M", day, "")))
    assert stored("select home_id from missing_episodes") == ([(home_id,)] if home_id else [])
    waiting = [row for row in call("issues", "--format", "json").rows if row["severity"] == "waiting"]
    assert [(row["row"], row["column"], row["rule"]) for row in waiting] == (
        [] if home_id else [(2, "home_id", "resident")]
    )


def test_who_never_lived_here_waits_with_a_reason_and_enters_when_a_stay_arrives(service: Path, tmp_path: Path) -> None:
    answer = load(missing(tmp_path, ("C3", "M", "05/01/2026", ""), ("C9", "M", "05/01/2026", "")))
    assert answer.code == 1 and answer.rows[0]["quarantined"] == 2
    waiting = {
        (row["row"], row["column"], row["rule"]): row["remedy"] for row in call("issues", "--format", "json").rows
    }
    assert set(waiting) == {(2, "home_id", "resident"), (3, "child_id", "known")}
    assert "lived in one of the homes that day" in waiting[2, "home_id", "resident"]
    load(sent(tmp_path, "stays.csv", STAYS[0], ("ST9", "C3", "H1", "2026-01-01", "", "full_time")))
    assert stored("select child_id, home_id from missing_episodes") == [("C3", "H1")]
    call("undo", "S0006")
    assert stored("select child_id, home_id from missing_episodes") == []


def test_an_episode_in_the_return_and_in_the_home_s_own_log_counts_once(service: Path, tmp_path: Path) -> None:
    """The return knows the days and the log the times of the same absence: they overlap, and are merged."""
    header = ("episode_id", "child_id", "home_id", "kind", "missing_from_at", "returned_at")
    log = sent(
        tmp_path, "missing_episodes.csv", header, ("E1", "C2", "H2", "M", "2026-01-05 21:30", "2026-01-06 03:00")
    )
    load(log, missing(tmp_path, ("C2", "M", "05/01/2026", "06/01/2026")))
    assert stored("select count(*) from missing_episodes") == [(2,)]
    assert figure("missing_episodes_n", "2026-01") == 1


def test_a_row_of_our_own_layout_still_needs_its_home(service: Path, tmp_path: Path) -> None:
    rows = [("episode_id", "child_id", "home_id", "kind", "missing_from_at"), ("E1", "C1", "", "M", "2026-01-05")]
    answer = load(sent(tmp_path, "missing_episodes.csv", *rows))
    assert [row["rule"] for row in call("issues", "--format", "json").rows] == ["required"] and answer.code == 1


def test_a_return_keeps_what_it_does_not_say(service: Path, tmp_path: Path) -> None:
    """The header knows no names and no exemptions; what the home sent before stands."""
    header = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
    names = "given_name, sex, ethnicity, upn, is_active_travel_exempt, date_of_birth"
    sql = f"select {names} from children where child_id = 'C1'"
    path = sent(tmp_path, "a.csv", header, ("C1", "2", "15/05/11", "WBRI", "", "", ""))
    assert counts(load(path)) == (1, 0, 1, 0, 0)
    assert stored(sql) == [("Ana", "F", "WBRI", None, True, date(2011, 5, 15))]
    call("undo", "S0005")
    assert stored(sql) == [("Ana", "F", None, ANA, True, date(2011, 5, 14))]


@pytest.mark.parametrize(("code", "sex"), [("1", "M"), ("2", "F"), ("Male", "M"), ("F", "F"), ("9", "X"), ("7", None)])
def test_the_codes_for_sex_of_older_and_newer_collections(
    home: Path, tmp_path: Path, code: str, sex: str | None
) -> None:
    header = ("CHILD", "GENDER" if code in ("F", "Male") else "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
    load(sent(tmp_path, "a.csv", header, ("C1", code, "15/05/2011", "WBRI", "", "", "")))
    assert stored("select sex from children") == ([(sex,)] if sex else [])


def test_episodes_of_care_become_placements(service: Path, tmp_path: Path) -> None:
    header = ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
              "HOME_POST", "PL_POST", "URN")  # fmt: skip
    rows = [
        ("C1", "11/06/2024", "S", "C1", "N1", "U1", "PR1", "03/09/24", "X1", "", "", "", "SC1"),
        ("C1", "03/09/2024", "L", "C2", "N1", "U1", "PR1", "", "", "", "", "", "SC1"),
        ("C1", "03/10/2024", "S", "C2", "N1", "U1", "PR1", "31/02/25", "", "", "", "", "SC1"),
    ]
    assert counts(load(sent(tmp_path, "episodes.csv", header, *rows))) == (3, 2, 0, 0, 1)
    assert stored("select started_on, ended_on, reason_new_episode, legal_status, urn from placements order by 1") == [
        (date(2024, 6, 11), date(2024, 9, 3), "S", "C1", "SC1"), (date(2024, 9, 3), None, "L", "C2", "SC1")
    ]  # fmt: skip
    (issue,) = [row for row in call("issues", "--format", "json").rows if row["severity"] == "error"]
    assert (issue["column"], issue["rule"]) == ("ended_on", "date_style")
    assert issue["remedy"].startswith("Write the date as dd/mm/yyyy or dd/mm/yy")


# Registers


def long_register(
    folder: Path, *rows: Sequence[Any], header: Sequence[str] = ("UPN", "Name", "Date", "AM", "PM")
) -> Path:
    return sent(folder, "register.csv", header, *rows)


def test_a_long_register_finds_children_by_upn_and_knows_its_cells(service: Path, tmp_path: Path) -> None:
    path = long_register(
        tmp_path, (ANA, "Ana", "02/03/2026", "/", "\\"), (BO.lower(), "Bo", "02/03/26", "L 12", "#"),
        ("X999999999999", "Nobody", "02/03/2026", "/", "/"),
    )  # fmt: skip
    assert counts(load(path)) == (6, 4, 0, 0, 2)
    found = stored("select child_id, date, session, mark, sheet_row, sheet_column from attendance order by 1, 3")
    day = date(2026, 3, 2)
    assert found == [
        ("C1", day, "AM", "/", 2, "D"), ("C1", day, "PM", "\\", 2, "E"),
        ("C2", day, "AM", "L", 3, "D"), ("C2", day, "PM", "#", 3, "E"),
    ]  # fmt: skip
    waiting = call("issues", "--format", "json").rows
    assert [(row["row"], row["cell"], row["rule"]) for row in waiting] == [(4, "D4", "found"), (4, "E4", "found")]
    cases = open_session(LOCAL).cases("attendance_pct", parse("2026-03"))
    assert sorted(cases["cell"]) == ["D2", "D3", "E2"]


@pytest.mark.parametrize("upn", ["1.23E+12", "0123456789012", "12345", "AB11111111111"])
def test_a_damaged_upn_is_set_aside_with_its_remedy(service: Path, tmp_path: Path, upn: str) -> None:
    path = long_register(tmp_path, (upn, "Ana", "02/03/2026", "/", "\\"), (ANA, "Ana", "03/03/2026", "/", "\\"))
    assert counts(load(path)) == (4, 2, 0, 0, 2)
    issues = call("issues", "--format", "json").rows
    assert {(row["row"], row["column"], row["rule"], row["severity"]) for row in issues} == {
        (2, "child_id", "form", "error")
    }
    assert "keep the column as text" in issues[0]["remedy"] and upn not in str(issues)


def test_a_register_comes_before_the_children_and_enters_by_itself(home: Path, tmp_path: Path) -> None:
    path = long_register(tmp_path, (ANA, "Ana", "02/03/2026", "/", "\\"))
    episode = missing(tmp_path, ("C1", "M", "05/01/2026", "06/01/2026"))
    assert load(path, episode).code == 1
    assert load(*plain(tmp_path)).code == 0
    assert stored("select child_id, session, mark from attendance order by 2") == [
        ("C1", "AM", "/"), ("C1", "PM", "\\")
    ]  # fmt: skip
    assert stored("select home_id from missing_episodes") == [("H1",)]
    assert issues_now().count("\n") == 1, "only the header"


def test_two_children_with_one_upn_make_the_marks_wait(service: Path, tmp_path: Path) -> None:
    load(long_register(tmp_path, (ANA, "Ana", "02/03/2026", "/", "\\")))
    twin = sent(tmp_path, "children.csv", CHILDREN[0], ("C4", "Di", "2012-01-01", "F", ANA, "no"))
    load(twin)
    assert stored("select count(*) from attendance") == [(0,)]
    call("undo", "S0006")
    assert stored("select count(*) from attendance") == [(2,)]


def test_a_mark_by_upn_and_by_child_id_are_one_record(service: Path, tmp_path: Path) -> None:
    load(long_register(tmp_path, (ANA, "Ana", "02/03/2026", "/", "N")))
    rows = [("child_id", "school_urn", "date", "session", "mark"), ("C1", "", "2026-03-02", "PM", "I")]
    load(sent(tmp_path, "attendance.csv", *rows))
    assert stored("select session, mark from attendance order by 1") == [("AM", "/"), ("PM", "I")]


def week(monday: str, *rows: Sequence[Any]) -> list[Sequence[Any]]:
    return [("School register",), (f"Week commencing: {monday}",), ("UPN", "Name", *SESSIONS), *rows]


def test_a_wide_register_has_a_session_a_column(service: Path, tmp_path: Path) -> None:
    first = week(
        "02/03/2026", (ANA, "Ana", "/", "\\", "L 5", "I", "/", "\\", "/", "\\", "/", "-"), ("Present", "", 1, 1)
    )
    second = week("09/03/2026", (BO, "Bo", *["/", "\\"] * 4, "", ""))
    answer = load(book(tmp_path, "register.xlsx", {"w1": first, "w2": second}))
    assert [tuple(row[name] for name in COUNTS) for row in answer.rows] == [(10, 10, 0, 0, 0), (8, 8, 0, 0, 0)]
    assert "the week 02/03/2026 was taken from row 2" in answer.stderr
    assert "column K, L holds nothing in any row" in answer.stderr
    found = stored(
        "select date, session, mark, sheet_row, sheet_column from attendance where child_id = 'C1' order by 1, 2"
    )
    assert found[2:4] == [(date(2026, 3, 3), "AM", "L", 4, "E"), (date(2026, 3, 3), "PM", "I", 4, "F")]
    assert found[-1] == (date(2026, 3, 6), "PM", None, 4, "L")
    (issue,) = [row for row in call("issues", "--format", "json").rows if row["severity"] == "warning"]
    assert (issue["cell"], issue["rule"]) == ("L4", "not_given")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (week("", (ANA, "Ana", "/")), ("no row above the header says the week", "'week commencing'")),
        (week("03/03/2026", (ANA, "Ana", "/")), ("row 2", "is a Tuesday, not a Monday")),
        (2 * week("02/03/2026", (ANA, "Ana", "/"))[:3] + week("09/03/2026"), ("rows 2 and 8", "a sheet for each")),
        (week("02/03/2026", (ANA, "Ana")), ("columns C to L hold nothing in any row", "colour")),
    ],
)  # fmt: skip
def test_a_wide_register_that_cannot_be_dated_is_refused(
    home: Path, tmp_path: Path, rows: list[Sequence[Any]], words: tuple[str, ...]
) -> None:
    line = refusal(load(sent(tmp_path, "register.csv", *rows)))
    assert [word for word in words if word not in line] == []


def test_sums_are_refused_with_a_sentence(home: Path, tmp_path: Path) -> None:
    rows = [("UPN", "Possible", "Attended", "%"), (ANA, 20, 18, 90)]
    assert "ask the school for the register with a mark for each session" in refusal(
        load(sent(tmp_path, "a.csv", *rows))
    )


# Supervision


def matrix(
    folder: Path, header: Sequence[Any], *rows: Sequence[Any], title: str = "Supervision", sheet: str = "Log"
) -> Path:
    return book(
        folder, f"matrix-{sum(1 for _ in folder.glob('matrix-*'))}.xlsx", {sheet: [(title,), (), header, *rows]}
    )


def test_cells_of_a_matrix(service: Path, tmp_path: Path) -> None:
    header = ("Payroll number", "Name", "Mar-26", datetime(2026, 4, 1), "May 2026")
    path = matrix(
        tmp_path, header, ("P1", "Pat", "12/3; 26/3", datetime(2026, 4, 8), "1/6"), ("P2", "Quin", "✓", "AL", "DNA"),
        ("P1", "Pat", "", "see file", ""),
    )  # fmt: skip
    answer = load(path)
    assert counts(answer) == (7, 5, 0, 0, 2)
    assert "1 cell says AL and gave no row" in answer.stderr
    found = stored("select supervision_id, held_on, status, sheet_row, sheet_column from supervision order by 1")
    assert found == [
        ("HR-P1-2026-03-1", date(2026, 3, 12), "held", 4, "C"),
        ("HR-P1-2026-03-2", date(2026, 3, 26), "held", 4, "C"),
        ("HR-P1-2026-04-1", date(2026, 4, 8), "held", 4, "D"),
        ("HR-P1-2026-05-1", date(2026, 6, 1), "held", 4, "E"),
        ("HR-P2-2026-05-1", None, "cancelled", 5, "E"),
    ]
    issues = {(row["cell"], row["rule"], row["severity"]) for row in call("issues", "--format", "json").rows}
    assert issues == {
        ("E4", "outside_month", "warning"), ("C5", "not_enough_said", "error"), ("D6", "unknown_code", "error")
    }  # fmt: skip


def test_a_later_matrix_amends_and_does_not_double(service: Path, tmp_path: Path) -> None:
    header = ("Payroll number", "Mar-26", "Apr-26")
    assert counts(load(matrix(tmp_path, header, ("P1", "12/3", "DNA"), ("P2", "13/3", "")))) == (3, 3, 0, 0, 0)
    later = matrix(tmp_path, header, ("P1", "12/03/2026; 26/3", "9.4.26"), ("P2", "16/3", "Sick"))
    assert counts(load(later)) == (4, 1, 2, 1, 0)
    assert stored("select staff_id, held_on, status from supervision order by 1, 2") == [
        ("P1", date(2026, 3, 12), "held"), ("P1", date(2026, 3, 26), "held"), ("P1", date(2026, 4, 9), "held"),
        ("P2", date(2026, 3, 16), "held"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("months", "title", "sheet", "held"),
    [
        (("April", "May"), "Supervision 2025-26", "Log", [date(2025, 4, 3), date(2025, 5, 6)]),
        (("Dec", "Jan"), "Supervision", "2025-26", [date(2025, 12, 3), date(2026, 1, 6)]),
        (("April", "May"), "Report run on 01/02/2027", "2026", [date(2026, 4, 3), date(2026, 5, 6)]),
        (("Dec", "Jan"), "Supervision 2025", "Log", "run over the end of a year"),
        (("April", "May"), "Supervision", "Log", "neither the sheet's name nor a title row says which"),
        (("April", "May"), "Supervision 2025-26", "2024-25", "more than one is named"),
        (("Apr-25", "Apr-25"), "Supervision", "Log", "columns B and C have the same heading"),
    ],
)
def test_the_year_of_a_month(
    service: Path, tmp_path: Path, months: tuple[str, str], title: str, sheet: str, held: list[date] | str
) -> None:
    numbers = {"April": 4, "May": 5, "Dec": 12, "Jan": 1, "Apr-25": 4}
    days = [f"{3 if number == 0 else 6}/{numbers[name]}" for number, name in enumerate(months)]
    answer = load(matrix(tmp_path, ("Payroll number", *months), ("P1", *days), title=title, sheet=sheet))
    if isinstance(held, str):
        assert held in refusal(answer)
    else:
        assert answer.code == 0 and stored("select held_on from supervision order by 1") == [(day,) for day in held]


def test_colours_and_names_alone_are_refused(home: Path, tmp_path: Path) -> None:
    blank = matrix(tmp_path, ("Payroll number", "Mar-26", "Apr-26"), ("P1", "", ""), ("P2", "", ""))
    assert "what a colour alone says cannot be read" in refusal(load(blank))
    names = matrix(tmp_path, ("Name", "Mar-26", "Apr-26"), ("Pat", "12/3", ""))
    assert "two people may share a name" in refusal(load(names))


# All of them


def foreign(folder: Path) -> list[Path]:
    header = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
    return [
        missing(
            folder, ("C1", "M", "05/01/2026", "06/01/26"), ("C1", "A", "01/03/2026", ""), ("C3", "M", "05/01/26", "")
        ),
        sent(folder, "a.csv", header, ("C1", "2", "14/05/11", "WBRI", ANA, "", "")),
        long_register(folder, (ANA, "Ana", "02/03/2026", "/", "\\"), (BO, "Bo", "03/03/2026", "N", "")),
        book(folder, "wide.xlsx", {"w": week("09/03/2026", (ANA, "Ana", *["/", "\\"] * 5))}),
        matrix(folder, ("Payroll number", "Mar-26", "Apr-26"), ("P1", "12/3; 26/3", "x"), ("P2", "2/4", "DNA")),
    ]


def test_neither_order_nor_undo_nor_rebuild_matters(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = plain(tmp_path), foreign(tmp_path)
    # What was exported when decides between versions of a child, not what was loaded when.
    steps = [(ours, "2026-10-01"), (theirs, "2026-10-02")]
    states = []
    for number, order in enumerate((steps, steps[::-1])):
        monkeypatch.setenv("HEARTH_HOME", str(tmp_path / f"home-{number}"))
        for paths, exported in order:
            load(*paths, "--exported-at", exported)
        states.append((figures_now(), current_now(), issues_now()))
        forget()
    assert states[0] == states[1]
    assert call("rebuild").code == 0
    assert (figures_now(), current_now(), issues_now()) == states[1]
    said = stored("select said from meta.sheet order by submission, sheet")
    again = load(*theirs, "--exported-at", "2026-10-02")
    assert again.rows == [] and again.stderr.count("nothing changes") == len(theirs)
    extra = load(missing(tmp_path, ("C2", "M", "09/09/2026", ""), name="b.csv"))
    assert counts(extra) == (1, 1, 0, 0, 0)
    call("undo", extra.rows[0]["submission"])
    assert (figures_now(), current_now(), issues_now()) == states[1]
    assert call("rebuild", "--current-contracts").code == 0
    assert (figures_now(), current_now(), issues_now()) == states[1]
    assert (
        stored(
            "select said from meta.sheet where submission < ? order by submission, sheet", extra.rows[0]["submission"]
        )
        == said
    )


def test_a_changed_profile_makes_the_same_bytes_a_new_submission_and_the_old_one_is_kept(
    service: Path, tmp_path: Path
) -> None:
    path = matrix(tmp_path, ("Payroll number", "Mar-26", "Apr-26"), ("P1", "12/3", "9/4"))
    assert counts(load(path)) == (2, 2, 0, 0, 0)
    assert stored("select count(*) from supervision where record_signed_on is not null") == [(0,)]
    shipped = Path(landing.__file__).parent.parent / "data_contracts" / "profiles" / "supervision_matrix.yaml"
    own = service / "profiles" / "supervision_matrix.yaml"
    own.parent.mkdir()
    own.write_text(shipped.read_text("utf-8") + "  record_signed_on:\n    from: cell\n", "utf-8")
    assert counts(load(path)) == (2, 0, 2, 0, 0)
    assert stored("select count(*) from supervision where record_signed_on = held_on") == [(2,)]
    assert load(path).rows == []
    profiles = [mapping.profile for manifest in landing.standing()[-2:] for mapping, _ in manifest.sheets]
    assert len(set(profiles)) == 2 and {landing.profile_of(sha256).sha256 for sha256 in profiles if sha256} == set(
        profiles
    )
    own.unlink()
    before = current_now()
    assert call("rebuild").code == 0 and current_now() == before, "the profile that was kept still reads it"
    assert call("rebuild", "--current-contracts").code == 0
    assert stored("select count(*) from supervision where record_signed_on is not null") == [(0,)]


def test_a_profile_can_be_asked_for(service: Path, tmp_path: Path) -> None:
    path = missing(tmp_path, ("C1", "M", "05/01/2026", ""))
    wrong = load(path, "--profile", "nothing")
    assert wrong.code == 2 and "it is one of register_long" in wrong.stderr
    assert load(path, "--profile", "register_long", "--dataset", "stays").code == 2
    assert "no row has the headings of the profile register_wide (UPN and sessions such as Mon AM)" in refusal(
        load(path, "--profile", "register_wide")
    )
    answer = load(path, "--profile", "ssda903_missing")
    assert counts(answer) == (1, 1, 0, 0, 0) and "as was asked" in answer.stderr
    assert call("rebuild").code == 0
    assert "as was asked" in stored("select said from meta.sheet where dataset = 'missing_episodes'")[0][0]


def test_a_dry_run_writes_nothing_of_a_profile(home: Path, tmp_path: Path) -> None:
    answer = load(missing(tmp_path, ("C1", "M", "05/01/2026", "")), "--dry-run")
    assert answer.rows[0]["rows_read"] == 1
    assert not (home / "landing").exists() or not list((home / "landing").rglob("*.yaml"))
