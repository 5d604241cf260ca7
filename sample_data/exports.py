"""Makes the exports of a made-up service: the same files for the same homes, years, seed and date."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from sample_data.daily_life import activity_rows, journey_rows
from sample_data.development import milestone_rows, moved_in, training_rows
from sample_data.health import appointment_rows
from sample_data.incidents import incident_rows
from sample_data.layout import COLUMNS, Row, as_exported
from sample_data.missing import episode_rows
from sample_data.money import finance_rows, post_rows
from sample_data.oversight import action_rows, inspection_rows
from sample_data.oversight import activity_rows as quality_rows
from sample_data.people import People, Stay, child_row, make_people, stay_row
from sample_data.placements import placement_rows
from sample_data.plan import Home, Span, capacity_rows, home_rows, make_homes, span_of
from sample_data.reviews import review_rows
from sample_data.routines import check_rows, meeting_rows
from sample_data.safeguarding import concern_rows
from sample_data.safeguarding import meeting_rows as strategy_rows
from sample_data.sanctions import sanction_rows
from sample_data.schooling import Mark, attendance_marks, schooling_rows
from sample_data.staffing import Employment, absence_row, absences, make_staff, staff_row, supervision_rows
from sample_data.voice import feedback_rows, survey_rows
from sample_data.writing import SHEET_ROWS, CsvWriter, WorkbookWriter, Writer, new_workbook, write_sheet

FORMATS = ("auto", "csv", "xlsx")
REFERENCE = ("homes", "home_capacity", "children", "stays")
BENCHMARK_UNTIL = date(2026, 10, 31)
BENCHMARK_YEARS = 5


def _put(writer: Writer, dataset: str, rows: list[Row], until: date) -> None:
    seen = (as_exported(dataset, row, until) for row in rows)
    writer.write(dataset, (values for values in seen if values is not None))


def _stays_by_home(people: People) -> dict[str, list[Stay]]:
    found: dict[str, list[Stay]] = {}
    for stay in people.stays:
        found.setdefault(stay.home.home_id, []).append(stay)
    return found


def _children_by_home(people: People) -> dict[str, list[list[Stay]]]:
    """The stays of each child, kept with the home the child came to first."""
    of_child: dict[str, list[Stay]] = {}
    for stay in people.stays:
        of_child.setdefault(stay.child.child_id, []).append(stay)
    found: dict[str, list[list[Stay]]] = {}
    for stays in of_child.values():
        stays.sort(key=lambda stay: stay.admitted_on)
        found.setdefault(stays[0].home.home_id, []).append(stays)
    return found


def _put_homes(writer: Writer, homes: list[Home], people: People, until: date) -> None:
    """Writes the homes, what places they had, and the children with the stays that had begun."""
    for home in homes:
        _put(writer, "homes", home_rows(home), until)
        _put(writer, "home_capacity", capacity_rows(home), until)
    arrived = {stay.child.child_id for stay in people.stays if stay.admitted_on <= until}
    _put(writer, "children", [child_row(child) for child in people.children if child.child_id in arrived], until)
    _put(writer, "stays", [stay_row(stay) for stay in people.stays], until)


def _put_staff(writer: Writer, home: Home, team: list[Employment], moved: set[tuple[str, date]], seed: int,
               span: Span) -> None:  # fmt: skip
    """Writes the employments of a home with their absence, supervision, courses and milestones."""
    _put(writer, "staff", [staff_row(spell) for spell in team], span.until)
    away = absences(team, seed, span)
    _put(writer, "staff_absence", [absence_row(a, number, home) for number, a in enumerate(away, 1)], span.until)
    _put(writer, "supervision", supervision_rows(home, team, away, seed, span), span.until)
    _put(writer, "training", training_rows(home, team, seed, span), span.until)
    _put(writer, "staff_milestones", milestone_rows(home, team, moved, seed, span), span.until)
    _put(writer, "posts", post_rows(home, team, seed, span), span.until)


def _put_children(writer: Writer, home: Home, of_children: list[list[Stay]], seed: int, span: Span) -> list[Row]:
    """Writes what belongs to the children who came to this home first; answers the concerns about them."""
    concerns = concern_rows(home, of_children, seed, span)
    arrived = [stays for stays in of_children if stays[0].admitted_on <= span.until]
    for stays in arrived:
        _put(writer, "placements", placement_rows(stays, seed), span.until)
        for here in _by_home(stays):
            _put(writer, "schooling", schooling_rows(here[0].home, here), span.until)
    known = {stays[0].child.child_id for stays in arrived}
    for dataset, rows in (
        ("child_reviews", review_rows(home, of_children, seed, span)),
        ("exploitation_concerns", concerns),
    ):
        _put(writer, dataset, [row for row in rows if row["child_id"] in known], span.until)
    return concerns


def _by_home(stays: list[Stay]) -> list[list[Stay]]:
    """The stays of one child, those in one home together."""
    found: dict[str, list[Stay]] = {}
    for stay in stays:
        found.setdefault(stay.home.home_id, []).append(stay)
    return list(found.values())


def _put_events(writer: Writer, home: Home, team: list[Employment], stays: list[Stay], concerns: list[Row], seed: int,
                span: Span) -> list[Row]:  # fmt: skip
    """Writes what happened in one home and what was said of it; answers the feedback."""
    incidents = incident_rows(home, stays, team, seed, span)
    episodes = episode_rows(home, stays, seed, span)
    feedback = feedback_rows(home, stays, seed, span)
    _put(writer, "incidents", incidents, span.until)
    _put(writer, "missing_episodes", episodes, span.until)
    _put(writer, "sanctions", sanction_rows(home, stays, team, seed, span), span.until)
    meetings = strategy_rows(home, stays, incidents, episodes, concerns, seed, span)
    _put(writer, "strategy_meetings", meetings, span.until)
    _put(writer, "surveys", survey_rows(home, stays, seed, span), span.until)
    _put(writer, "feedback", feedback, span.until)
    return feedback


def _put_life(writer: Writer, home: Home, stays: list[Stay], seed: int, span: Span) -> None:
    """Writes the days of the children of one home: school, health, activities and journeys."""
    writer.write("attendance", attendance_marks(home, stays, seed, span))
    _put(writer, "health_appointments", appointment_rows(home, stays, seed, span), span.until)
    _put(writer, "activities", activity_rows(home, stays, seed, span), span.until)
    _put(writer, "journeys", journey_rows(home, stays, seed, span), span.until)


def _put_running(writer: Writer, home: Home, stays: list[Stay], feedback: list[Row], seed: int, span: Span) -> None:
    """Writes how one home was run and looked at: money, checks, meetings, inspections, audits and actions."""
    _put(writer, "finance", finance_rows(home, seed, span), span.until)
    _put(writer, "home_checks", check_rows(home, seed, span), span.until)
    _put(writer, "meetings", meeting_rows(home, stays, seed, span), span.until)
    inspections = inspection_rows(home, seed, span)
    activities = quality_rows(home, stays, seed, span)
    _put(writer, "inspections", inspections, span.until)
    _put(writer, "qa_activities", activities, span.until)
    _put(writer, "actions", action_rows(home, activities, inspections, feedback, seed, span), span.until)


def _writer(out: Path, homes: int, years: int, file_format: str) -> Writer:
    if file_format not in FORMATS:
        raise ValueError(f"The format is one of {', '.join(FORMATS)}, not {file_format}.")
    is_small = homes <= 10 and years <= 5
    if file_format == "xlsx" or (file_format == "auto" and is_small):
        return WorkbookWriter(out, COLUMNS)
    return CsvWriter(out, COLUMNS)


def write_exports(
    out: Path,
    homes: int,
    years: int,
    seed: int,
    until: date,
    file_format: str = "auto",
    progress: Callable[[str], None] | None = None,
) -> list[Path]:
    """The folder holds the exports of a made-up service as they stood at the end of the day `until`."""
    if homes < 1 or years < 1:
        raise ValueError("There is at least one home and one year.")
    out.mkdir(parents=True, exist_ok=True)
    span = span_of(years, until)
    plan = make_homes(homes, years, seed, span)
    people = make_people(plan, seed, span)
    teams = make_staff(plan, seed, span)
    stays, children, moved = _stays_by_home(people), _children_by_home(people), moved_in(teams)
    with _writer(out, homes, years, file_format) as writer:
        _put_homes(writer, plan, people, until)
        for number, (home, team) in enumerate(zip(plan, teams, strict=True), 1):
            here = stays.get(home.home_id, [])
            _put_staff(writer, home, team, moved, seed, span)
            concerns = _put_children(writer, home, children.get(home.home_id, []), seed, span)
            feedback = _put_events(writer, home, team, here, concerns, seed, span)
            _put_life(writer, home, here, seed, span)
            _put_running(writer, home, here, feedback, seed, span)
            if progress is not None:
                progress(f"{number} of {homes} homes")
    return writer.paths


def _all_marks(plan: list[Home], people: People, seed: int, span: Span) -> Iterator[Mark]:
    stays = _stays_by_home(people)
    for home in plan:
        yield from attendance_marks(home, stays.get(home.home_id, []), seed, span)


def write_attendance_workbook(path: Path, rows: int, seed: int) -> None:
    """The workbook's sheet holds exactly so many school marks; the homes, children and stays are CSVs beside it."""
    if not 0 < rows < SHEET_ROWS:
        raise ValueError(f"A sheet holds from 1 to {SHEET_ROWS - 1:,} rows below its heading, not {rows:,}.")
    span = span_of(BENCHMARK_YEARS, BENCHMARK_UNTIL)
    homes = rows // 3500 + 2
    while True:
        plan = make_homes(homes, BENCHMARK_YEARS, seed, span)
        people = make_people(plan, seed, span)
        enough = sum(1 for _ in itertools.islice(_all_marks(plan, people, seed, span), rows))
        if enough == rows:
            break
        homes *= 2
    path.parent.mkdir(parents=True, exist_ok=True)
    with CsvWriter(path.parent, REFERENCE) as writer:
        _put_homes(writer, plan, people, span.until)
    with new_workbook(path) as book:
        write_sheet(book, "attendance", itertools.islice(_all_marks(plan, people, seed, span), rows))
