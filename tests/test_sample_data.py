"""The made-up exports: the same every time, and nothing in them that could not be true."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msoffcrypto
import pytest
import python_calamine

from sample_data import dirty, turning_points, write_attendance_workbook, write_exports
from sample_data.dates import easter, is_school_day, leaves_school_on, on_the_clock
from sample_data.dirty_broken import PASSWORD
from sample_data.layout import COLUMNS, FORESEEN

FOLDER = Path(__file__).parent.parent / "sample_data"
UNTIL = date(2026, 10, 31)
HOMES, YEARS, SEED = 8, 2, 7
KEYS = {
    "homes": ("home_id", "valid_from"),
    "home_capacity": ("home_id", "valid_from"),
    "children": ("child_id",),
    "stays": ("stay_id",),
    "staff": ("staff_id", "home_id", "started_on"),
    "staff_absence": ("absence_id",),
    "supervision": ("supervision_id",),
    "incidents": ("incident_id",),
    "missing_episodes": ("episode_id",),
    "attendance": ("child_id", "school_urn", "date", "session"),
    "placements": ("child_id", "started_on"),
    "schooling": ("child_id", "started_on"),
    "child_reviews": ("review_id",),
    "health_appointments": ("appointment_id",),
    "exploitation_concerns": ("concern_id",),
    "activities": ("activity_id",),
    "journeys": ("journey_id",),
    "surveys": ("response_id", "question"),
    "feedback": ("feedback_id",),
    "sanctions": ("sanction_id",),
    "strategy_meetings": ("meeting_id",),
    "training": ("training_id",),
    "staff_milestones": ("milestone_id",),
    "finance": ("home_id", "month", "cost_line"),
    "posts": ("home_id", "month"),
    "inspections": ("inspection_id",),
    "home_checks": ("check_id",),
    "meetings": ("meeting_id",),
    "qa_activities": ("activity_id",),
    "actions": ("action_id",),
}
Row = dict[str, str]
Service = dict[str, list[Row]]


def read(folder: Path) -> Service:
    return {path.stem: list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for path in folder.glob("*.csv")}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("exports")
    write_exports(folder, HOMES, YEARS, SEED, UNTIL, "csv")
    return read(folder)


def days(first: str, after_last: str) -> list[date]:
    start = date.fromisoformat(first)
    end = date.fromisoformat(after_last) if after_last else UNTIL + timedelta(days=1)
    return [start + timedelta(days=number) for number in range((end - start).days)]


def nights(service: Service) -> dict[tuple[str, date], list[str]]:
    found: dict[tuple[str, date], list[str]] = defaultdict(list)
    for stay in service["stays"]:
        for day in days(stay["admitted_on"], stay["discharged_on"]):
            found[stay["home_id"], day].append(stay["child_id"])
    return found


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_same_arguments_give_the_same_bytes(tmp_path: Path, file_format: str) -> None:
    first = write_exports(tmp_path / "a", 3, 1, SEED, UNTIL, file_format)
    words = [sys.executable, "-m", "sample_data", str(tmp_path / "b"), "--homes", "3", "--years", "1"]
    words += ["--until", UNTIL.isoformat(), "--format", file_format]
    subprocess.run(
        words, check=True, cwd=FOLDER.parent, capture_output=True, env={"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}
    )
    for path in first:
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name
    assert len(list((tmp_path / "b").iterdir())) == len(first)


def test_another_seed_gives_other_children(tmp_path: Path) -> None:
    write_exports(tmp_path / "a", 1, 1, 7, UNTIL, "csv")
    write_exports(tmp_path / "b", 1, 1, 8, UNTIL, "csv")
    assert (tmp_path / "a/children.csv").read_bytes() != (tmp_path / "b/children.csv").read_bytes()


def test_small_services_are_workbooks_and_large_ones_csv(tmp_path: Path) -> None:
    assert {path.suffix for path in write_exports(tmp_path / "a", 1, 1, 7, UNTIL)} == {".xlsx"}
    assert {path.suffix for path in write_exports(tmp_path / "b", 11, 1, 7, UNTIL)} == {".csv"}


def test_a_later_export_of_the_month_only_adds_and_fills_in(tmp_path: Path) -> None:
    write_exports(tmp_path / "a", 5, 1, 7, date(2026, 10, 31), "csv")
    write_exports(tmp_path / "b", 5, 1, 7, date(2026, 11, 20), "csv")
    earlier, later = read(tmp_path / "a"), read(tmp_path / "b")
    changing = {"status", "held_on", "record_signed_on", "is_internal_transfer"}
    for dataset, key in KEYS.items():
        known = {tuple(row[name] for name in key): row for row in later[dataset]}
        for row in earlier[dataset]:
            after = known[tuple(row[name] for name in key)]
            differs = {name for name in row if row[name] not in ("", after[name])}
            assert differs <= changing, (dataset, row, after)
    assert len(later["attendance"]) > len(earlier["attendance"])


def test_nothing_is_dated_after_the_last_day(service: Service) -> None:
    for dataset, rows in service.items():
        for row in rows:
            for name, value in row.items():
                if re.fullmatch(r"\d{4}-\d\d-\d\d.*", value) and name not in FORESEEN.get(dataset, ()):
                    assert value[:10] <= UNTIL.isoformat(), (dataset, name, row)


def test_every_dataset_has_its_columns_and_unique_keys(service: Service) -> None:
    assert set(service) == set(COLUMNS) == set(KEYS)
    for dataset, key in KEYS.items():
        assert service[dataset], dataset
        assert tuple(service[dataset][0]) == COLUMNS[dataset]
        seen = Counter(tuple(row[name] for name in key) for row in service[dataset])
        assert seen.most_common(1)[0][1] == 1, dataset


def test_every_reference_is_there(service: Service) -> None:
    homes = {row["home_id"] for row in service["homes"]}
    children = {row["child_id"] for row in service["children"]}
    staff = {row["staff_id"] for row in service["staff"]}
    for rows in service.values():
        for row in rows:
            assert (row.get("home_id") or "H01") in homes
            assert (row.get("child_id") or "C0001") in children
            assert row.get("staff_id", "S0001") in staff
            for name in ("child_ids", "injured_child_ids"):
                assert set(filter(None, row.get(name, "").split(";"))) <= children
            for name in ("staff_ids", "injured_staff_ids"):
                assert set(filter(None, row.get(name, "").split(";"))) <= staff
    outside = {row["supervisor_id"] for row in service["supervision"]} - staff
    assert outside and all(person.startswith("RI") for person in outside)
    assert all(row["supervisor_id"] != row["staff_id"] for row in service["supervision"])


def test_no_home_has_more_children_than_places(service: Service) -> None:
    available: dict[tuple[str, date], int] = {}
    for row in service["home_capacity"]:
        last = row["valid_to"] and (date.fromisoformat(row["valid_to"]) + timedelta(days=1)).isoformat()
        for day in days(row["valid_from"], last):
            assert (row["home_id"], day) not in available
            available[row["home_id"], day] = int(row["places_available"])
    for place, children in nights(service).items():
        assert len(children) <= available.get(place, 0), place
    assert all(3 <= int(row["registered_places"]) <= 6 for row in service["homes"])


def test_no_child_is_in_two_places(service: Service) -> None:
    seen = Counter((child, day) for (_, day), children in nights(service).items() for child in children)
    assert seen.most_common(1)[0][1] == 1
    for row in service["stays"]:
        assert row["discharged_on"] == "" or row["admitted_on"] <= row["discharged_on"]


def test_the_service_holds_the_cases_that_measures_turn_on(service: Service) -> None:
    stays, births = service["stays"], {row["child_id"]: row["date_of_birth"] for row in service["children"]}
    eighteenth = {child: f"{int(born[:4]) + 18}{born[4:]}" for child, born in births.items()}
    assert any(stay["admitted_on"] == stay["discharged_on"] for stay in stays)
    assert any(stay["end_reason"] == "moved between homes" for stay in stays)
    assert any(stay["admitted_on"] < eighteenth[stay["child_id"]] < stay["discharged_on"] for stay in stays)
    assert any(stay["legal_status"] in ("V3", "V4") for stay in stays if stay["home_id"] == "H04")
    assert any(row["opened_on"] > "2024-11-01" for row in service["homes"])
    assert any(row["valid_from"] for row in service["homes"]) and any(row["closed_on"] for row in service["homes"])
    moved = [row for row in service["staff"] if row["is_internal_transfer"] == "yes"]
    spells = {(row["staff_id"], row["started_on"]): row["home_id"] for row in service["staff"]}
    for row in moved:
        next_day = (date.fromisoformat(row["ended_on"]) + timedelta(days=1)).isoformat()
        assert spells[row["staff_id"], next_day] != row["home_id"]
    assert moved
    assert {row["contract"] for row in service["staff"]} == {"permanent", "fixed_term", "bank", "agency"}
    assert {row["reason"] for row in service["staff_absence"]} >= {"sickness", "maternity", "unpaid"}


def test_missing_episodes_are_plausible(service: Service) -> None:
    episodes, resident = service["missing_episodes"], nights(service)
    for row in episodes:
        place = (row["home_id"], date.fromisoformat(row["missing_from_at"][:10]))
        assert row["child_id"] in resident[place]
        assert row["returned_at"] == "" or row["missing_from_at"] <= row["returned_at"]
    by_child = Counter(row["child_id"] for row in episodes)
    busiest = sum(count for _, count in by_child.most_common(len(by_child) // 4))
    assert busiest > len(episodes) * 0.4
    assert any(len(row["missing_from_at"]) == 10 for row in episodes)
    still_open = [row for row in episodes if not row["returned_at"]]
    assert still_open and all(row["missing_from_at"] >= "2026-10-20" for row in still_open)
    starts = {(row["child_id"], row["missing_from_at"]) for row in episodes if len(row["missing_from_at"]) > 10}
    later = {(child, str(datetime.fromisoformat(at) + timedelta(minutes=15))[:16]) for child, at in starts}
    assert starts & later


def test_marks_stand_on_school_days_for_children_of_school_age_in_the_home(service: Service) -> None:
    births = {row["child_id"]: date.fromisoformat(row["date_of_birth"]) for row in service["children"]}
    resident = {(child, day) for (_, day), children in nights(service).items() for child in children}
    for row in service["attendance"]:
        day = date.fromisoformat(row["date"])
        assert is_school_day(day) and day <= leaves_school_on(births[row["child_id"]])
        assert (row["child_id"], day) in resident and row["received_on"] > row["date"]
    marks = Counter(row["mark"] for row in service["attendance"])
    assert set(marks) >= {"/", "\\", "L", "I", "O", "N", "M", "E", "C2", "D", "#", ""}


def test_terms_and_clock_changes() -> None:
    assert easter(2026) == date(2026, 4, 5) and easter(2025) == date(2025, 4, 20)
    assert not is_school_day(date(2026, 5, 4)) and not is_school_day(date(2026, 10, 28))
    assert is_school_day(date(2026, 11, 2)) and not is_school_day(date(2026, 11, 1))
    assert leaves_school_on(date(2010, 8, 31)) == date(2026, 6, 26)
    assert leaves_school_on(date(2010, 9, 1)) == date(2027, 6, 25)
    assert on_the_clock(datetime(2026, 3, 29, 1, 30)) == datetime(2026, 3, 29, 2, 30)


def test_no_time_is_skipped_by_the_clocks_or_at_midnight(service: Service) -> None:
    for rows in service.values():
        for row in rows:
            for value in row.values():
                if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", value):
                    moment = datetime.fromisoformat(value)
                    assert on_the_clock(moment) == moment, row


def monthly(service: Service, dataset: str, column: str, home_id: str, **wanted: str) -> Counter[str]:
    rows = (row for row in service[dataset] if row.get("home_id", home_id) == home_id)
    return Counter(row[column][:7] for row in rows if all(row[name] == value for name, value in wanted.items()))


def mean_either_side(counts: Counter[str], turn: date) -> tuple[float, float]:
    months = [f"{2024 + number // 12}-{number % 12 + 1:02d}" for number in range(10, 34)]
    before = [counts[month] for month in months if month < turn.isoformat()[:7]]
    after = [counts[month] for month in months if month >= turn.isoformat()[:7]]
    return sum(before) / len(before), sum(after) / len(after)


def test_the_turning_points_are_visible_in_the_counts(service: Service) -> None:
    better, worse = turning_points(HOMES, YEARS, SEED, UNTIL)
    before, after = mean_either_side(monthly(service, "missing_episodes", "missing_from_at", "H01"), better.changed_on)
    assert after < before / 2
    before, after = mean_either_side(
        monthly(service, "incidents", "occurred_at", "H02", kind="restraint"), worse.changed_on
    )
    assert after > before * 2
    team = {row["staff_id"] for row in service["staff"] if row["home_id"] == "H02"}
    of_team = {"supervision": [row for row in service["supervision"] if row["staff_id"] in team]}
    before, after = mean_either_side(monthly(of_team, "supervision", "held_on", "H02", status="held"), worse.changed_on)
    assert after < before * 0.85
    here = {
        (child, str(day)) for (home, day), children in nights(service).items() for child in children if home == "H01"
    }
    marks = [row for row in service["attendance"] if (row["child_id"], row["date"]) in here and row["mark"] not in "D#"]
    turn = str(better.changed_on)
    early = [row["mark"] in "/\\LKVPWB" for row in marks if row["date"] < turn]
    late = [row["mark"] in "/\\LKVPWB" for row in marks if row["date"] >= turn]
    assert sum(late) / len(late) > sum(early) / len(early) + 0.1


def test_arguments_out_of_range_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one"):
        write_exports(tmp_path, 0, 1, 7, UNTIL)
    with pytest.raises(ValueError, match="auto, csv, xlsx"):
        write_exports(tmp_path, 1, 1, 7, UNTIL, "ods")


def test_no_member_of_staff_has_two_jobs_at_once(service: Service) -> None:
    seen = Counter(
        (row["staff_id"], day) for row in service["staff"] for day in days(row["started_on"], row["ended_on"])
    )
    assert seen.most_common(1)[0][1] == 1
    for row in service["staff"] + service["staff_absence"]:
        assert row["ended_on"] == "" or row["started_on"] <= row["ended_on"]


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="1,048,575"):
        write_attendance_workbook(tmp_path / "attendance.xlsx", 1_048_576, 7)


def test_attendance_workbook_has_exactly_the_rows_asked_for(tmp_path: Path) -> None:
    write_attendance_workbook(tmp_path / "attendance.xlsx", 5000, 7)
    sheet = python_calamine.load_workbook(tmp_path / "attendance.xlsx").get_sheet_by_index(0)
    assert sheet.height == 5001
    known = {row["child_id"] for row in read(tmp_path)["children"]}
    assert {row[0] for row in sheet.to_python()[1:]} <= known


def cells(path: Path) -> dict[str, list[list[Any]]]:
    book = python_calamine.load_workbook(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_committed_small_set_is_what_the_generator_writes(tmp_path: Path) -> None:
    written = write_exports(tmp_path, 2, 1, 7, UNTIL)
    assert {path.name for path in written} == {path.name for path in (FOLDER / "small").iterdir()}
    for path in written:
        assert cells(path) == cells(FOLDER / "small" / path.name), path.name
    assert sum(path.stat().st_size for path in (FOLDER / "small").iterdir()) < 1_000_000


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def inside(path: Path) -> object:
    """What the file holds: the parts of a workbook, decrypted where needed, or its bytes."""
    if path.name == "encrypted.xlsx":
        held = io.BytesIO()
        with path.open("rb") as file:
            office = msoffcrypto.OfficeFile(file)
            office.load_key(password=PASSWORD)
            office.decrypt(held)
        return parts(held.getvalue())
    is_workbook = path.suffix == ".xlsx" and zipfile.is_zipfile(path)
    return parts(path.read_bytes()) if is_workbook else path.read_bytes()


def test_committed_dirty_set_is_what_the_generator_writes(tmp_path: Path) -> None:
    dirty.write_dirty(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in (FOLDER / "dirty").iterdir()}
    for path in sorted(tmp_path.iterdir()):
        assert inside(path) == inside(FOLDER / "dirty" / path.name), path.name
    assert sum(path.stat().st_size for path in (FOLDER / "dirty").iterdir()) < 500_000


def test_dirty_files_name_people_of_the_small_set() -> None:
    children = {row[0] for row in cells(FOLDER / "small/children.xlsx")["children"]}
    staff = {row[0] for row in cells(FOLDER / "small/staff.xlsx")["staff"]}
    texts = "".join(path.read_text("latin-1") for path in (FOLDER / "dirty").glob("*.csv"))
    assert set(re.findall(r"\bC0\d{3}\b", texts)) <= children
    assert set(re.findall(r"\bS0\d{3}\b", texts)) <= staff


def test_dirty_workbooks_hold_what_the_table_says() -> None:
    serial = cells(FOLDER / "dirty/missing_excel_serials.xlsx")["missing_episodes"]
    assert serial[1][4] == 46054.9375
    old = cells(FOLDER / "dirty/missing_1904.xlsx")["missing_episodes"]
    assert old[1][4] == datetime(2026, 2, 14, 21, 0)
    sheet = parts((FOLDER / "dirty/incidents_formula_without_value.xlsx").read_bytes())["xl/worksheets/sheet1.xml"]
    assert b"</f></c>" in sheet
    sheet = parts((FOLDER / "dirty/supervision_error_cells.xlsx").read_bytes())["xl/worksheets/sheet1.xml"]
    assert b"#DIV/0!" in sheet and b"#N/A" in sheet
    assert b'r="XFD1048576"' in parts((FOLDER / "dirty/far_cell.xlsx").read_bytes())["xl/worksheets/sheet1.xml"]


def test_bomb_is_small_and_unpacks_to_600_megabytes(tmp_path: Path) -> None:
    dirty.write_bomb(tmp_path / "bomb.xlsx")
    assert (tmp_path / "bomb.xlsx").stat().st_size < 1_000_000
    with zipfile.ZipFile(tmp_path / "bomb.xlsx") as book:
        assert sum(part.file_size for part in book.infolist()) > 600_000_000
