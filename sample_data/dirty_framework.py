"""Files for money, staff, voice, life and oversight that are wrong in the ways such sheets are wrong."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from sample_data.dirty_tools import DirtyFile, Formula, write_book, write_csv
from sample_data.layout import COLUMNS

TICK, CROSS = "\u2713", "\u2717"


def _rows(dataset: str, usual: dict[str, Any], *changes: dict[str, Any]) -> list[list[Any]]:
    """Rows of the dataset in its own columns, each the usual one with some values changed."""
    return [[{**usual, **changed}.get(column) for column in COLUMNS[dataset]] for changed in changes]


def money_in_brackets(path: Path) -> None:
    """Amounts as accountants write them, a reference that broke, a total."""
    usual = {"home_id": "H02", "month": date(2025, 2, 1), "budget": 5000, "actual": 5100, "forecast": 5000}
    rows = _rows(
        "finance",
        usual,
        {"cost_line": "staffing", "budget": "59,000", "actual": "£61,240.50"},
        {"cost_line": "agency", "actual": "9,120.00 "},
        {"cost_line": "income", "budget": "(13,000)", "actual": "(12,480.25)", "forecast": -13000},
        {"cost_line": "premises", "budget": -8500, "actual": "8.500,00"},
        {"cost_line": "child", "actual": Formula("=Sheet9!A1", "#REF!")},
        {"cost_line": "other", "actual": "-"},
    )
    above = [["Rowan Lodge: budget monitoring, period 11"], ["Report run on 08/03/2025 08:55"], []]
    below = [[], ["Total", None, None, 70000, 72980.25, 71000]]
    write_book(path, {"finance": [*above, COLUMNS["finance"], *rows, *below]})


def posts_as_shares(path: Path) -> None:
    """Vacant posts as a share of all, thousands parted by a comma, a month in words."""
    usual = {"home_id": "H02", "month": "2026-05-01", "established_posts": "12", "vacant_posts": "1", "shifts": "155"}
    rows = _rows(
        "posts",
        usual,
        {"month": "2025-10-01", "vacant_posts": "1.5", "agency_shifts": "9"},
        {"month": "2025-09-01", "vacant_posts": "12.5%"},
        {"month": "2025-08-01", "shifts": "1,155"},
        {"month": "July 2025"},
    )
    write_csv(path, [COLUMNS["posts"], *rows])


def courses_in_words(path: Path) -> None:
    """Dates and hours of courses as people write them."""
    usual = {"staff_id": "S0010", "course": "Trauma and attachment", "category": "cpd", "hours": "6"}
    rows = _rows(
        "training",
        usual,
        {"training_id": "TR94001", "completed_on": "3 March 2026"},
        {"training_id": "TR94002", "completed_on": "03.03.2026", "hours": "2.5"},
        {"training_id": "TR94003", "completed_on": "2026-03-03", "hours": "6 hrs"},
        {"training_id": "TR94004", "completed_on": "March 2026"},
        {"training_id": "TR94005", "completed_on": "booked"},
        {"training_id": "TR94006", "completed_on": "", "hours": ""},
        {"training_id": "TR94007", "completed_on": "03/03/2026", "category": "CPD"},
    )
    write_csv(path, [COLUMNS["training"], *rows])


def survey_a_column_a_question(path: Path) -> None:
    """A child a row and a question a column, faces and words for answers."""
    heading = ("Young person", "Date asked", "Asked by", "Do you feel safe?", "Are you happy here?",
               "Do you know your rights?", "Do you know how to complain?")  # fmt: skip
    rows = [
        ("C0019", date(2026, 3, 2), "Advocate", "Yes", "Mostly", "Yes", "No"),
        ("C0016", date(2026, 3, 2), "Advocate", "No", "Sometimes", "Yes", "Yes"),
        ("C0021", date(2026, 3, 9), "Key worker", "Yes", "Would rather not say", "", "Yes"),
    ]
    write_book(path, {"Quarter 4": [["What children told us"], ["January to March 2026"], [], heading, *rows]})


def ticks(path: Path) -> None:
    """Ticks, crosses and other ways of yes and no."""
    usual = {"home_id": "H02", "child_id": "C0019", "occurred_at": datetime(2026, 3, 4, 18, 30),
             "measure": "loss of a privilege", "is_restorative": "no"}  # fmt: skip
    answers = (TICK, CROSS, "Y", "TRUE", 1, "no ", "n/a", "partly", None)
    changes = [{"sanction_id": f"SA9410{place}", "is_proportionate": said} for place, said in enumerate(answers)]
    write_book(path, {"sanctions": [COLUMNS["sanctions"], *_rows("sanctions", usual, *changes)]})


def appointments(path: Path) -> None:
    """Outcomes in a clinic's own words, times with a full stop, one outcome not entered."""
    usual = {"child_id": "C0019", "kind": "dentist", "booked_for": "05/03/2026 10:30", "outcome": "attended"}
    rows = _rows(
        "health_appointments",
        usual,
        {"appointment_id": "HA94201", "booked_for": "05/03/2026 10.30am", "outcome": "Attended"},
        {"appointment_id": "HA94202", "outcome": "DNA"},
        {"appointment_id": "HA94203", "outcome": "was not brought"},
        {"appointment_id": "HA94204", "outcome": ""},
        {"appointment_id": "HA94205", "booked_for": "05/03/2026"},
        {"appointment_id": "HA94206", "booked_for": "29/03/2026 01:30"},
    )
    write_csv(path, [COLUMNS["health_appointments"], *rows])


def lengths(path: Path) -> None:
    """How long an activity took, in minutes, hours and words, and two children parted by a comma."""
    usual = {"child_ids": "C0019", "date": "2026-03-07", "name": "swimming", "is_extracurricular": "yes",
             "is_physical": "yes"}  # fmt: skip
    said = ("90", "1h 30m", "1:30", "90 mins", "0", "-30", "1e2")
    changes: list[dict[str, Any]] = [
        {"activity_id": f"A9430{place}", "minutes": minutes} for place, minutes in enumerate(said)
    ]
    changes.append({"activity_id": "A94307", "minutes": "60", "child_ids": "C0019;C0021"})
    changes.append({"activity_id": "A94308", "minutes": "60", "child_ids": "C0019, C0021"})
    write_csv(path, [COLUMNS["activities"], *_rows("activities", usual, *changes)])


def grades(path: Path) -> None:
    """Grades in the words of reports, and a report out before the inspection."""
    usual = {"home_id": "H02", "kind": "full", "inspected_on": date(2025, 9, 2), "published_on": date(2025, 10, 9)}
    rows = _rows(
        "inspections",
        usual,
        {"inspection_id": "IN94401", "kind": "monitoring", "requirements": 1},
        {"inspection_id": "IN94402", "overall": "Requires improvement to be good"},
        {"inspection_id": "IN94403", "kind": "interim"},
        {"inspection_id": "IN94404", "kind": "assurance", "published_on": date(2025, 8, 9)},
        {"inspection_id": "IN94405", "kind": "assurance", "requirements": "two"},
    )
    write_book(path, {"inspections": [COLUMNS["inspections"], *rows]})


def audits(path: Path) -> None:
    """Audits and visits in the words of a plan, and a report sent before the visit."""
    usual = {"home_id": "H02", "kind": "reg44_visit", "due_on": "30/06/2026", "done_on": "18/06/2026"}
    rows = _rows(
        "qa_activities",
        usual,
        {"activity_id": "Q94501"},
        {"activity_id": "Q94502", "kind": "Reg 44 visit"},
        {"activity_id": "Q94503", "report_sent_on": "11/06/2026"},
        {"activity_id": "Q94504", "due_on": "end of June", "done_on": ""},
        {"activity_id": "Q94505", "kind": "child_audit", "child_id": "C0019, C0021"},
    )
    write_csv(path, [COLUMNS["qa_activities"], *rows])


def checks_in_pages(path: Path) -> None:
    """The heading again on each printed page, a total of the tests, a cross where a remedy was needed."""
    usual = {"home_id": "H02", "kind": "fire_alarm", "is_satisfactory": TICK}
    days = [{"check_id": f"K9460{week}", "done_on": date(2026, 6, 1 + 7 * week)} for week in range(4)]
    rows = _rows("home_checks", usual, *days)
    rows[2][4:] = [CROSS, "detector replaced"]
    heading = COLUMNS["home_checks"]
    write_book(path, {"home_checks": [heading, *rows[:2], [], heading, *rows[2:], ["Total", None, None, 4]]})


def care_history(path: Path) -> None:
    """An episode that ends before it starts, two with one start, a reason in words."""
    usual = {"child_id": "C0019", "legal_status": "C1", "placement_type": "U1", "urn": "SC400009"}
    rows = _rows(
        "placements",
        usual,
        {"started_on": "01/02/2020", "ended_on": "14/03/2020", "reason_new_episode": "S"},
        {"started_on": "14/03/2020", "ended_on": "01/03/2020", "reason_new_episode": "P"},
        {"started_on": "02/05/2020", "ended_on": "09/06/2020", "reason_new_episode": "P"},
        {"started_on": "02/05/2020", "ended_on": "11/07/2020", "reason_new_episode": "P"},
        {"started_on": "11/07/2020", "ended_on": "12/12/2020", "reason_new_episode": "Placement change"},
    )
    write_csv(path, [COLUMNS["placements"], *rows])


FILES = (
    DirtyFile(
        "finance_brackets.xlsx",
        "Amounts with £ and commas, negative ones in brackets, 8.500,00, a broken reference, a dash, a total",
        "Two cost lines load; the four others are quarantined naming row and column: write -13000, not (13,000)",
        money_in_brackets,
    ),
    DirtyFile(
        "posts_shares.csv",
        "Vacant posts as a percentage, a month in words",
        "Two rows load; 12.5% is no number of posts and July 2025 no date: both rows are quarantined",
        posts_as_shares,
    ),
    DirtyFile(
        "training_words.csv",
        "3 March 2026, 03.03.2026, March 2026 and booked for a date, 6 hrs for a number",
        "Four rows load, the one without a date as not completed; three are quarantined",
        courses_in_words,
    ),
    DirtyFile(
        "survey_column_a_question.xlsx",
        "A survey with a child a row and a question a column",
        "Refused: no row has the headings of a dataset; each question needs a row of its own",
        survey_a_column_a_question,
    ),
    DirtyFile(
        "sanctions_ticks.xlsx",
        "Ticks, crosses, Y, TRUE and 1 for yes and no; n/a and partly",
        "Seven rows load, the tick as yes, the cross as no, the blank as not said; n/a and partly are quarantined",
        ticks,
    ),
    DirtyFile(
        "health_appointments_words.csv",
        "10.30am, DNA and was not brought for outcomes, an outcome not entered, an hour the clocks skip",
        "Three rows load, the blank outcome as unknown; three are quarantined and no outcome is guessed",
        appointments,
    ),
    DirtyFile(
        "activities_lengths.csv",
        "90, 1h 30m, 1:30, 90 mins, 0, -30 and 1e2 for minutes; two children parted by a comma",
        "Two rows load, one with two children; six are quarantined and the comma waits for a child of that name",
        lengths,
    ),
    DirtyFile(
        "inspections_grades.xlsx",
        "A grade as reports write it, an old kind, a report out before the inspection, a number in words",
        "Two rows load, one with a warning about its dates; three are quarantined",
        grades,
    ),
    DirtyFile(
        "qa_activities_words.csv",
        "Reg 44 visit for a kind, end of June for a date, two children, a report sent before the visit",
        "Two rows load, one with a warning about its report; three are quarantined",
        audits,
    ),
    DirtyFile(
        "home_checks_pages.xlsx",
        "Heading again on each printed page, ticks and a cross, a total",
        "Four rows load; the second heading and the total are no rows and are named",
        checks_in_pages,
    ),
    DirtyFile(
        "placements_contradictions.csv",
        "An episode that ends before it starts, two with one start, a reason in words",
        "One row loads; four are quarantined, both that contradict each other among them",
        care_history,
    ),
)
