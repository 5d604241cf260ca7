"""The made-up exports beside the children, stays and staff: what follows from them, what turns, what is still open."""

from __future__ import annotations

import tracemalloc
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from test_sample_data import HOMES, SEED, UNTIL, YEARS, Row, Service, nights, read

from sample_data import turning_points, write_exports
from sample_data.layout import COLUMNS

LAST = UNTIL.isoformat()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("exports")
    write_exports(folder, HOMES, YEARS, SEED, UNTIL, "csv")
    return read(folder)


@pytest.fixture(scope="module")
def resident(service: Service) -> set[tuple[str, str]]:
    """Every child and day on which they lived in one of the homes."""
    return {(child, day.isoformat()) for (_, day), children in nights(service).items() for child in children}


def listed(row: Row, column: str) -> list[str]:
    return [name for name in row[column].split(";") if name]


# Care histories and schooling


def test_every_stay_is_a_placement_and_no_two_placements_of_a_child_overlap(service: Service) -> None:
    starts = {(row["child_id"], row["started_on"]): row for row in service["placements"]}
    for stay in service["stays"]:
        own = starts[stay["child_id"], stay["admitted_on"]]
        assert own["urn"] == f"SC{200000 + int(stay['home_id'][1:]) - 1}"
        assert own["reason_new_episode"] in ("S", "P")
    by_child: dict[str, list[Row]] = defaultdict(list)
    for row in service["placements"]:
        by_child[row["child_id"]].append(row)
    for rows in by_child.values():
        rows.sort(key=lambda row: row["started_on"])
        for before, after in zip(rows, rows[1:], strict=False):
            assert before["ended_on"] and before["ended_on"] <= after["started_on"]
            assert before["started_on"] < after["started_on"]


def test_care_begins_on_the_day_the_child_was_first_looked_after(service: Service) -> None:
    first = {row["child_id"]: row["first_looked_after_on"] for row in service["children"]}
    short_breaks = {row["child_id"] for row in service["placements"] if row["legal_status"] in ("V3", "V4")}
    began: dict[str, str] = {}
    for row in service["placements"]:
        began[row["child_id"]] = min(row["started_on"], began.get(row["child_id"], "9999"))
    assert short_breaks and set(began) == set(first)
    for child in set(began) - short_breaks:
        assert 0 <= (date.fromisoformat(began[child]) - date.fromisoformat(first[child])).days < 10
    reasons = Counter(row["reason_new_episode"] for row in service["placements"])
    assert reasons["L"] and reasons["P"] > reasons["L"]


def test_a_school_in_the_marks_is_the_school_of_the_schooling(service: Service) -> None:
    schools = {(row["child_id"], row["school_urn"]) for row in service["schooling"] if row["kind"] == "school"}
    dual = {(row["child_id"], row["date"]) for row in service["attendance"] if row["mark"] == "D"}
    for row in service["attendance"]:
        assert (row["child_id"], row["school_urn"]) in schools or (row["child_id"], row["date"]) in dual
    assert {row["kind"] for row in service["schooling"]} >= {"school", "no_place", "post_16"}


# Days of children


@pytest.mark.parametrize("dataset", ["activities", "journeys"])
def test_what_children_did_is_on_days_they_lived_in_the_home(
    dataset: str, service: Service, resident: set[tuple[str, str]]
) -> None:
    column = "child_ids" if dataset == "activities" else "child_id"
    assert all((child, row["date"]) in resident for row in service[dataset] for child in listed(row, column))


def test_children_differ_in_what_they_do_and_how_they_travel(service: Service) -> None:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in service["activities"]:
        if row["is_extracurricular"] == "yes" and ";" not in row["child_ids"]:
            names[row["child_ids"]][row["name"]] += 1
    favourites = {counts.most_common(1)[0][0] for counts in names.values() if counts.total() > 10}
    assert len(favourites) >= 6
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for row in service["journeys"]:
        if row["purpose"] == "school":
            ways[row["child_id"]][row["mode"]] += 1
    usual = Counter(counts.most_common(1)[0][0] for counts in ways.values() if counts.total() > 20)
    assert set(usual) >= {"walk", "car", "public_transport"}


def test_trips_are_at_weekends_and_in_holidays(service: Service) -> None:
    at_weekends = Counter(
        date.fromisoformat(row["date"]).weekday() > 4 for row in service["activities"] if row["name"] == "bowling"
    )
    assert at_weekends[True] > at_weekends[False]


# Cycles: mostly kept, sometimes missed


def weeks_of(service: Service, dataset: str, kind: str, column: str, home_id: str) -> set[tuple[int, int]]:
    rows = [row for row in service[dataset] if row["kind"] == kind and row["home_id"] == home_id]
    return {date.fromisoformat(row[column]).isocalendar()[:2] for row in rows}


@pytest.mark.parametrize(
    ("dataset", "kind", "column"),
    [
        ("home_checks", "fire_alarm", "done_on"),
        ("home_checks", "fire_blanket", "done_on"),
        ("home_checks", "water_temperature", "done_on"),
        ("meetings", "house", "held_on"),
        ("meetings", "team", "held_on"),
    ],
)
def test_weekly_routines_are_mostly_kept_and_sometimes_missed(
    dataset: str, kind: str, column: str, service: Service
) -> None:
    days = [date(2024, 11, 4) + timedelta(days=7 * number) for number in range(103)]
    kept = [day.isocalendar()[:2] in weeks_of(service, dataset, kind, column, home)
            for home in ("H01", "H05", "H06") for day in days]  # fmt: skip
    assert 0.85 < sum(kept) / len(kept) < 1


@pytest.mark.parametrize(
    ("dataset", "kind", "column"),
    [
        ("home_checks", "fire_drill", "done_on"),
        ("home_checks", "vehicle", "done_on"),
        ("home_checks", "first_aid_box", "done_on"),
        ("meetings", "group_supervision", "held_on"),
        ("qa_activities", "reg44_visit", "done_on"),
    ],
)
def test_monthly_routines_are_mostly_kept_and_sometimes_missed(
    dataset: str, kind: str, column: str, service: Service
) -> None:
    homes = ("H01", "H02", "H04", "H05", "H06")
    months = {f"{2024 + number // 12}-{number % 12 + 1:02d}" for number in range(10, 34)}
    kept = {(row["home_id"], row[column][:7]) for row in service[dataset] if row["kind"] == kind and row[column]}
    found = [(home, month) in kept for home in homes for month in months]
    assert 0.85 < sum(found) / len(found) < 1


def test_reviews_and_milestones_are_mostly_in_time_and_sometimes_late(service: Service) -> None:
    for kind, days in (("social_worker_visit", 42), ("cla_review", 183), ("dental", 366)):
        held: dict[str, list[date]] = defaultdict(list)
        for row in service["child_reviews"]:
            if row["kind"] == kind:
                held[row["child_id"]].append(date.fromisoformat(row["held_on"]))
        gaps = [(after - before).days for dates in held.values()
                for before, after in zip(sorted(dates), sorted(dates)[1:], strict=False)]  # fmt: skip
        assert 0.8 < sum(gap <= days for gap in gaps) / len(gaps) < 1, kind
    due = [row for row in service["staff_milestones"] if row["due_on"] <= LAST]
    in_time = [bool(row["done_on"]) and row["done_on"] <= row["due_on"] for row in due]
    assert 0.75 < sum(in_time) / len(in_time) < 1
    assert {row["kind"] for row in due} >= {"induction", "probation_12_weeks", "probation_20_weeks", "appraisal"}


# What turns, and what does not


def positive_share(service: Service, home: str, first: str, last: str) -> float:
    said = [row["answer"] == "positive" for row in service["surveys"]
            if row["home_id"] == home and row["question"] in ("safe", "happy") and row["answer"] != "declined"
            and first <= row["asked_on"] < last]  # fmt: skip
    assert len(said) > 8
    return sum(said) / len(said)


def test_sanctions_and_answers_turn_where_the_plan_says(service: Service) -> None:
    better, worse = turning_points(HOMES, YEARS, SEED, UNTIL)
    assert "surveys" in better.shows_in and {"sanctions", "surveys"} <= set(worse.shows_in)
    turn = worse.changed_on.isoformat()
    bed_nights = Counter(str(day) < turn for (home, day), here in nights(service).items() if home == "H02"
                         for _ in here)  # fmt: skip
    sanctions = Counter(row["occurred_at"] < turn for row in service["sanctions"] if row["home_id"] == "H02")
    assert sanctions[False] / bed_nights[False] > 1.6 * sanctions[True] / bed_nights[True]
    assert positive_share(service, "H02", turn, "2027") < positive_share(service, "H02", "2024", turn) - 0.1
    turn = better.changed_on.isoformat()
    assert positive_share(service, "H01", turn, "2027") > positive_share(service, "H01", "2024", turn) + 0.05


# What is open on the last day


def test_what_was_due_lately_is_still_open_and_most_of_the_rest_is_done(service: Service) -> None:
    lately = (UNTIL - timedelta(days=3)).isoformat()
    recent = [row for row in service["incidents"] if row["occurred_at"] >= lately]
    assert any(not row["child_debrief_at"] or not row["staff_debrief_at"] for row in recent)
    earlier = [row for row in service["incidents"] + service["sanctions"] if row["occurred_at"] < "2026-10-01"]
    done = [bool(row["record_completed_at"]) for row in earlier]
    assert 0.9 < sum(done) / len(done) < 1
    assert any(row["is_child_debrief_declined"] == "yes" for row in service["sanctions"])
    actions = service["actions"]
    assert any(row["due_on"] > LAST and not row["completed_on"] for row in actions)
    assert any(row["due_on"] < LAST and not row["completed_on"] for row in actions)


def test_what_lies_ahead_is_booked_and_has_no_outcome(service: Service) -> None:
    ahead = [row for row in service["health_appointments"] if row["booked_for"][:10] > LAST]
    assert ahead and all(not row["outcome"] and not row["outcome_reason"] for row in ahead)
    planned = [row for row in service["qa_activities"] if row["due_on"] > LAST and not row["done_on"]]
    assert planned and all(not row["findings"] and not row["report_sent_on"] for row in planned)


def test_the_books_of_the_last_month_are_not_closed(service: Service) -> None:
    blank = {row["month"] for row in service["finance"] if not row["actual"]}
    assert blank == {"2026-10-01"}
    income = [row for row in service["finance"] if row["cost_line"] == "income" and row["actual"]]
    assert all(float(row["budget"]) <= 0 for row in income) and any(float(row["actual"]) < 0 for row in income)
    assert max(row["month"] for row in service["posts"]) == "2026-09-01"


def test_an_inspection_has_no_grade_before_it_is_published(service: Service) -> None:
    for row in service["inspections"]:
        assert bool(row["overall"]) == (row["kind"] == "full" and bool(row["published_on"]))
    better = turning_points(HOMES, YEARS, SEED, UNTIL)[0]
    graded = [row for row in service["inspections"] if row["home_id"] == "H01" and row["overall"]]
    by_side = {row["inspected_on"] >= better.changed_on.isoformat(): row["overall"] for row in graded}
    assert by_side[False] == "requires_improvement"


def test_nobody_was_asked_trained_or_reviewed_out_of_their_time(
    service: Service, resident: set[tuple[str, str]]
) -> None:
    for row in service["surveys"]:
        assert not row["child_id"] or (row["child_id"], row["asked_on"]) in resident
    spans: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in service["staff"]:
        spans[row["staff_id"]].append((row["started_on"], row["ended_on"] or "9999"))
    for row in service["training"]:
        days = spans[row["staff_id"]]
        assert not row["completed_on"] or any(first <= row["completed_on"] <= last for first, last in days)
    for row in service["feedback"]:
        assert not row["closed_on"] or row["received_on"] < row["closed_on"]
    for row in service["strategy_meetings"]:
        assert not row["held_at"] or row["requested_at"] <= row["held_at"]


def test_exports_are_written_as_they_come(tmp_path: Path) -> None:
    """Ten times the rows need not ten times the memory."""
    peaks = []
    for homes in (2, 20):
        tracemalloc.start()
        write_exports(tmp_path / str(homes), homes, 1, SEED, UNTIL, "csv")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert {path.stem for path in (tmp_path / "20").iterdir()} == set(COLUMNS)
    assert peaks[1] < 2.5 * peaks[0]
