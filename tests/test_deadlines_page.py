"""The words of the Deadlines page, and that it holds where there is nothing, much, or another reading to show."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from conftest import forget
from streamlit.testing.v1 import AppTest

from pages.parts import breaches, downloads, due, kept
from pages.parts.filters import Choice
from warehouse import memory, standards, standards_said
from warehouse.periods import parse
from warehouse.session import LOCAL, Session, Viewer, open_session

TODAY = date(2026, 11, 24)
QUARTER = parse("2026-27-Q2")


@pytest.fixture
def session(small_home: Path) -> Iterator[Session]:
    yield open_session(LOCAL)
    forget()


def task(due_at: str, is_overdue: bool = False, hours_left: float = 1.0, **more: Any) -> Any:
    given = {"state": "overdue" if is_overdue else "pending", "is_law": False, "activity": None, "clock_start": None}
    return SimpleNamespace(due_at=due_at, is_overdue=is_overdue, hours_left=hours_left, **(given | more))


@pytest.mark.parametrize(
    ("due_at", "hours_left", "said"),
    [
        ("2026-11-24 08:00", -0.5, "Overdue by 30 minutes"),
        ("2026-11-24 08:00", -5.0, "Overdue by 5 hours"),
        ("2026-11-21 08:00", -72.0, "Overdue by 3 days"),
        ("2026-11-23", -3.0, "Overdue by 1 day"),
        ("2026-11-21", -60.0, "Overdue by 3 days"),
        ("2026-09-26", -1400.0, "Overdue by 59 days"),
        ("2026-09-24", -1430.0, "Overdue by 2 months"),
        ("2019-05-24", -65000.0, "Overdue by 7 years"),
    ],
)
def test_how_long_a_deadline_is_overdue(due_at: str, hours_left: float, said: str) -> None:
    assert due.overdue_by(task(due_at, True, hours_left), TODAY) == said


@pytest.mark.parametrize(
    ("due_at", "said"),
    [
        ("2026-11-24 17:30", "Due today 17:30"), ("2026-11-24", "Due today"), ("2026-11-25", "Due tomorrow"),
        ("2026-11-25 09:00", "Due tomorrow 09:00"), ("2026-11-26 09:00", "Due in 2 days"),
        ("2026-12-01", "Due in 7 days"),
    ],
)  # fmt: skip
def test_in_how_long_a_deadline_falls_due(due_at: str, said: str) -> None:
    assert due.due_in(task(due_at), TODAY) == said


def test_when_is_said_with_a_word_and_a_sign() -> None:
    late = due.when(task("2026-11-21 08:00", True, -72.0), TODAY)
    assert "Overdue by 3 days" in late and ":material/alarm:" in late and "21 Nov 2026, 08:00" in late
    perhaps = due.when(task("2026-11-24", state="indeterminate"), TODAY)
    assert "May be overdue" in perhaps and "time not known" in perhaps
    assert "24 Nov 2026]" in due.when(task("2026-11-24 17:30"), TODAY), "the hour is said once"
    quiet = due.by_when(task("2026-11-20", True, -90.0), TODAY)
    assert quiet == "20 Nov 2026  \n:gray[was due 4 days ago]"
    assert due.by_when(task("2026-11-25"), TODAY).endswith(":gray[due tomorrow]")


def tasks(*rows: tuple[bool, bool, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["is_overdue", "is_law", "due_at"]).astype({"is_overdue": bool, "is_law": bool})


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "Nothing is overdue and nothing falls due by 1 December."),
        (((True, True, "2026-11-01"),), "**1 deadline overdue**, **1 of them set by law**; nothing more falls due by"),
        (((True, False, "2026-11-01"),) * 2, "**2 deadlines overdue**, none of them set by law; nothing more"),
        (((False, True, "2026-11-26"),), "Nothing is overdue; **1** more falls due by 1 December."),
        (((False, True, "2026-11-24 12:00"), (False, False, "2026-11-26")), "**2** more fall due by 1 December, 1 of"),
    ],
)
def test_the_counts_are_one_sentence(rows: tuple[Any, ...], said: str) -> None:
    assert said in due.counted(tasks(*rows), TODAY, 7)


def test_the_year_is_said_only_where_it_is_another() -> None:
    assert due.counted(tasks(), date(2026, 12, 30), 7).endswith("by 6 January 2027.")


def counts(**more: Any) -> Any:
    none = dict.fromkeys((*kept.MISSED, *kept.BESIDE, "met", "decided"), 0)
    return SimpleNamespace(**(none | {"title": "House meeting", "standard": "C10"} | more))


def test_what_became_of_the_others() -> None:
    said = kept.others(counts(overdue=2, breached_statutory=1, late_within_max=3, pending=4, declined_offered=1))
    assert (
        said == "2 not done, 1 late, against the law, 3 late within the maximum  \n:gray[4 still running, 1 declined]"
    )
    assert kept.others(counts(indeterminate=1)) == ":gray[1 cannot be told]"
    assert kept.others(counts()) == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [(100.0, "100%"), (99.96, "99.9%"), (72.973, "73%"), (0.02, "0.1%"), (0.0, "0%"), (float("nan"), "–")],
)
def test_the_percentage_is_never_rounded_to_all_or_none(value: float, said: str) -> None:
    assert kept.percent(value) == said


def test_what_is_missed_most_is_named() -> None:
    frame = pd.DataFrame(
        [("House meeting", 7, 10), ("Fire drill", 3, 3), ("Appraisal", 0, 1)], columns=["title", "met", "decided"]
    )
    assert (
        kept.most_missed(frame)
        == "Missed most often: **House meeting** (kept 7 of 10) and **Appraisal** (kept 0 of 1)."
    )
    assert kept.most_missed(frame[frame["title"] == "Fire drill"]) == "Every deadline that is decided was kept."
    assert kept.most_missed(frame.assign(met=0, decided=0)) == "Nothing is decided yet in this period."


def late(limit: str = "48 hours", hours: float = float("nan"), **more: Any) -> Any:
    given = {
        "clock_start": "2026-09-28 19:25",
        "done_at": "2026-10-01 23:15",
        "state": "breached_local",
        "is_law": False,
    }
    return SimpleNamespace(limit=limit, hours=hours, **(given | more))


def test_how_long_it_took_is_said_as_the_limit_is() -> None:
    assert breaches.taken(late(hours=49.75)) == "49 hours 45 minutes"
    assert breaches.taken(late(hours=72.0)) == "72 hours"
    assert breaches.taken(late()) == "3 days", "without the hour only days are known"
    assert breaches.taken(late("5 days", 215.3)) == "3 days", "days are told by the calendar"
    assert breaches.taken(late(done_at=None)) is None
    assert breaches.state(late()) == "Late"
    assert breaches.state(late(state="breached_statutory")) == "Late, against the law"
    assert breaches.state(late(state="overdue")) == "Not done"
    assert breaches.state(late(state="overdue", is_law=True)) == "Not done, against the law"
    assert (
        breaches.moment("2026-09-28 19:25") == "28 Sep 2026, 19:25" and breaches.moment("2026-09-28") == "28 Sep 2026"
    )


def test_limits_in_words() -> None:
    said = {name: one.limit for name, one in standards.standards().items()}
    assert said["T01"] == "24 hours" and said["T08"] == "48 hours, at most 72" and said["T12"] == "5 days"
    assert said["T19"] == "1 working day" and said["T23"] == "the same day" and said["T13"] == ""
    assert said["C01"] == "every month" and said["C26"] == "2 in 12 months" and said["C26_once"] == "1 in 12 months"
    assert said["C07"] == "within 24 months of the start" and said["C18"] == "within 28 days" and said["C05"] == ""
    assert said["C33"] == "first within 1 week, then every 6 weeks"
    assert said["C31"] == "first within 20 working days, then every 12 months, every 6 months under five"
    assert {name for name, limit in said.items() if not limit} == {"T13", "T14", "T17", "C05", "C16"}


def test_only_the_limits_in_force_are_said() -> None:
    older = {"effective_from": date(2015, 4, 1), "effective_to": date(2020, 3, 31), "target": 48, "max": None,
             "statutory": None}  # fmt: skip
    newer = older | {"effective_from": date(2020, 4, 1), "effective_to": None, "target": 24}
    assert standards_said.of_event({"unit": "hours", "limits": [older, newer]}) == "24 hours"


def test_a_duty_has_its_own_name_where_its_standard_has_several(session: Session) -> None:
    found = session.deadlines(QUARTER, ["C13"])
    assert set(found["duty"]) == {"Fire alarm test", "Fire blanket check", "Water temperature check"}
    assert set(found["title"]) == {"Fire alarm, fire blanket and water temperature"}
    others = session.deadlines(QUARTER, ["C10", "T01"])
    assert len(others) and (others["duty"] == others["title"]).all()


def test_what_no_export_tells_of_is_named_with_why() -> None:
    found = {one.standard: one for one in standards.not_recorded()}
    assert {"T21", "T22", "C09", "gp_registration", "optician_registration", "immunisations"} == set(found)
    assert not set(found) & set(standards.standards()) and all(one.why.endswith(".") for one in found.values())


def test_each_breach_has_its_limit_and_its_place_in_a_file(session: Session) -> None:
    found = session.deadline_breaches(parse("2026-27"))
    assert len(found) and found["limit"].ne("").all()
    of_events = found[found["dataset"].isin(["incidents", "sanctions", "missing_episodes"])]
    assert len(of_events) and of_events[["file", "sheet", "row"]].notna().all(axis=None)
    states = session.deadlines(parse("2026-27"))["state"]
    assert len(found) == states.isin([*breaches.LATE, "overdue"]).sum(), "no breach stands twice for its file"


def test_the_three_ways_to_be_late_add_up(session: Session) -> None:
    found = session.deadline_compliance(parse("2026-27"))
    parts = found["late_within_max"] + found["breached_local"] + found["breached_statutory"]
    assert (parts == found["late"]).all() and parts.sum() > 0


def test_other_readings_are_counted_where_they_are_asked_for(session: Session) -> None:
    readings = [name for name, one in standards.standards().items() if one.reading_of]
    asked = session.deadline_compliance(parse("2026-27"), chosen=readings)
    assert set(asked["standard"]) <= set(readings) and len(asked)
    assert not set(session.deadline_compliance(parse("2026-27"))["standard"]) & set(readings)
    said = kept.other_readings(session, Choice(parse("2026-27")))
    assert set(said) == {"C23", "C26", "C27", "C29"}
    assert said["C26"].startswith("Read the other way, 1 in 12 months: kept ")


def test_the_answer_of_a_minute_is_asked_for_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.close_all()
    session = open_session(LOCAL)
    for _ in range(3):
        session.deadlines_open(7, ["H01"])
        session.deadline_compliance(QUARTER)
        session.deadline_breaches(QUARTER)
        session.deadlines_overdue()
    assert memory.this_minute.cache_info().misses == 4
    first = session.deadlines_open(7)
    first["title"] = "changed"
    assert "changed" not in set(session.deadlines_open(7)["title"]), "everybody has a copy of their own"
    monkeypatch.setenv("HEARTH_TODAY", "2026-11-05")
    before = memory.this_minute.cache_info().misses
    open_session(LOCAL).deadlines_overdue()
    assert memory.this_minute.cache_info().misses == before + 1, "another moment is another question"


def test_one_viewer_is_never_given_what_another_asked_for(session: Session) -> None:
    every = session.deadlines_open(7)
    mine = open_session(Viewer("manager", homes=frozenset({"H02"}))).deadlines_open(7)
    assert set(every["home_id"].dropna()) == {"H01", "H02"} and set(mine["home_id"]) == {"H02"}


def test_the_file_says_what_the_page_says(session: Session) -> None:
    choice = Choice(QUARTER)
    found = kept._of_standards(session, choice)
    rows = list(csv.DictReader(io.StringIO(downloads.as_csv(kept._file(session, choice, found)).decode("utf-8-sig"))))
    assert len(rows) == len(found) > 20
    by_title = {row["Deadline"]: row for row in rows}
    for row in found.itertuples():
        assert (by_title[row.title]["Kept"], by_title[row.title]["Of"]) == (str(row.met), str(row.decided))
    homes = {home.name for home in session.home_rows()}
    assert homes and homes <= set(rows[0]), "homes are few, so each has a column"
    alone = kept._file(session, Choice(QUARTER, "H01", "Birch House"), found)
    assert not homes & set(alone.columns)


def test_breaches_are_told_in_words(session: Session) -> None:
    table = breaches.named(session, session.deadline_breaches(parse("2026-27")))
    assert {"Began", "Home", "Deadline", "What came of it", "Limit", "File", "Row"} <= set(table.columns)
    assert not table["What came of it"].str.contains("_").any()
    assert not table["Kind of record"].str.contains("_").any()


def page() -> None:
    """The page as a script of its own, with places to link to."""
    from types import SimpleNamespace

    from pages import deadlines
    from pages.parts import places
    from warehouse.session import LOCAL, open_session

    for name in ("home", "child"):
        places.know(name, SimpleNamespace(url_path=name))
    deadlines.render(open_session(LOCAL))


def shown(**asked: str) -> tuple[str, list[str]]:
    """What the page says for an address, and its headings."""
    test = AppTest.from_function(page, default_timeout=60)
    for name, value in asked.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return " ".join(part.value for part in (*test.markdown, *test.info)), [part.value for part in test.header]


def test_the_first_thing_is_what_is_overdue_and_what_to_do(session: Session) -> None:
    said, headings = shown()
    overdue = sum(every for every, _ in session.deadlines_overdue().values())
    of_law = sum(of_law for _, of_law in session.deadlines_overdue().values())
    assert said.startswith(f"**{overdue} deadlines overdue**, **{of_law} of them set by law**")
    assert headings[:2] == ["What to do first", "How well deadlines are kept, July to September 2026"]
    alone, _ = shown(home="H01")
    assert alone.startswith(f"**{session.deadlines_overdue(['H01'])['H01'][0]} deadlines overdue**")


def test_without_anything_due_the_page_says_so(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    none = session.deadlines_open(7).head(0)
    monkeypatch.setattr(Session, "deadlines_open", lambda *_: none)
    said, _ = shown()
    assert said.count("Nothing is overdue and nothing falls due by 11 November.") == 2


def test_a_period_that_has_not_begun_is_not_judged(session: Session) -> None:
    said, headings = shown(period="2027-28-Q1")
    assert "April to June 2027 has not begun, so no deadline can be judged yet." in said
    assert "What was not kept, and the records" not in headings and "What to do first" in headings


def test_a_period_without_data_has_no_deadline(session: Session) -> None:
    said, _ = shown(period="2012-13-Q1")
    assert "No deadline falls in this period." in said
    assert "No deadline was missed in this period." in said


@pytest.mark.parametrize("order", due.ORDERS)
def test_every_order_shows_what_is_due(session: Session, order: str) -> None:
    said, headings = shown(by=order)
    assert "deadlines overdue" in said and headings[0] == "What to do first"


def test_where_the_framework_says_two_things_both_are_shown(session: Session) -> None:
    said, _ = shown(period="2026-27")
    assert "Two in twelve months are judged; one is shown as meeting the summary's minimum." in said.replace("\\", "")
    assert "- Senior leadership visit (2 in 12 months): kept " in said
    assert "the summary's minimum of one a year (1 in 12 months): kept " in said


def test_the_command_prints_what_is_promised(small_home: Path) -> None:
    from warehouse.__main__ import _deadlines
    from warehouse.deadlines import COLUMNS

    asked = SimpleNamespace(period="2026-27-Q2", standard=["T01"], home=["H01"])
    found = _deadlines(asked)
    assert tuple(found.columns) == COLUMNS == (
        "standard", "record_id", "home_id", "child_id", "clock_start", "due_at", "done_at", "hours", "state",
    )  # fmt: skip
    assert set(found["standard"]) == {"T01"} and set(found["home_id"]) == {"H01"}
    forget()
