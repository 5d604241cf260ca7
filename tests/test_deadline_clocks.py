"""Clocks hold whatever is sent: elapsed time over clock changes, days without a time, and time going by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipelines import values
from warehouse import build, deadlines, registry, standards
from warehouse.engine import Database, in_memory
from warehouse.figures import Moment, Scope
from warehouse.settings import LONDON

EVENT_COLUMNS = [
    "event_kind",
    "dataset",
    "record_id",
    "home_id",
    "child_id",
    "staff_id",
    "event_on",
    "exemption",
    "declined",
]
MOMENT_COLUMNS = ["dataset", "record_id", "moment", "happened_at", "happened_at_utc", "happened_on"]
CYCLES = ("cycle_in_window", "cycle_by_interval", "cycle_once", "cycle_of_supervision")
CYCLE_COLUMNS = {
    **dict.fromkeys(
        ["standard", "activity", "dataset", "record_id", "home_id", "child_id", "staff_id", "decided"], "varchar"
    ),
    **dict.fromkeys(["event_on", "opens_on", "started_on", "stopped_on", "due_on", "can_be_done_to_on"], "date"),
}
# Limits of each kind: hours, hours with a most and none in law, hours in law alone, days, working days.
KINDS = {"incident": ("T01", "T10"), "restraint": ("T02", "T08", "T11", "T12"), "allegation": ("T19",)}
STOPS = {
    "T01": ("record_completed_at",), "T02": ("record_completed_at",), "T08": ("child_debrief_at",),
    "T10": ("child_debrief_at",), "T11": ("spoke_to_user_at", "signed_off_at"), "T12": ("spoke_to_child_at",),
    "T19": ("lado_contacted_at",),
}  # fmt: skip
STANDARDS = [(kind, standard) for kind, of_kind in KINDS.items() for standard in of_kind]
EVER = (date(2024, 1, 1), date(2026, 12, 31))
SETTINGS = {"max_examples": 30, "deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}

DAYS = st.one_of(
    st.dates(date(2025, 3, 26), date(2025, 4, 2)), st.dates(date(2025, 10, 23), date(2025, 10, 30)),
    st.dates(date(2025, 4, 15), date(2025, 4, 24)),
)  # fmt: skip
CLOCK = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))


class When:
    """A moment as sent: a day, with a UK time or without."""

    def __init__(self, on: date, at: time | None) -> None:
        self.on = on
        self.at = None if at is None else datetime.combine(on, at)
        read = None if self.at is None else values.in_utc(self.at)
        self.at_utc = None if read is None else read.at_utc
        self.exists = read is None or read.exists


@pytest.fixture(scope="module")
def calendar() -> Iterator[Database]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_TODAY", "2026-01-15")
        database = in_memory()
        build.reference_tables(database)
        listing = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in CYCLE_COLUMNS.items())
        for mart in CYCLES:
            database.run(f"create table {mart} as select {listing} where false")
        yield database
        database.close()


def _clocks(database: Database, events: list[tuple[str, str, When, dict[str, When]]], now: datetime) -> dict[Any, Any]:
    """The state of every deadline of these events (record, kind, start, stops by moment), by standard and record."""
    rows, moments = [], []
    for record, kind, start, stops in events:
        rows.append((kind, "incidents", record, "H1", None, None, start.on, None, None))
        for name, when in {"occurred_at": start, **stops}.items():
            moments.append(("incidents", record, name, when.at, when.at_utc, when.on))
    given_events = pd.DataFrame(rows, columns=EVENT_COLUMNS).astype("object")
    given_moments = pd.DataFrame(moments, columns=MOMENT_COLUMNS).astype("object")
    with database.given(given_events=given_events, given_moments=given_moments):
        listing = ", ".join(
            f"cast({name} as {'date' if name == 'event_on' else 'varchar'}) as {name}" for name in EVENT_COLUMNS
        )
        database.run(f"create or replace table deadline_event as select {listing} from given_events")
        types = {"happened_at": "timestamp", "happened_at_utc": "timestamp", "happened_on": "date"}
        listing = ", ".join(f"cast({name} as {types.get(name, 'varchar')}) as {name}" for name in MOMENT_COLUMNS)
        database.run(f"create or replace table deadline_moment as select {listing} from given_moments")
    for mart in ("deadline_clock", "deadline_outcome", "deadline"):
        database.run(f"create or replace table {mart} as {registry.marts()[mart].sql}")
    return _read(database, now)


def _read(database: Database, now: datetime) -> dict[Any, Any]:
    found = deadlines.states(database, Scope(), *EVER, Moment(date(2026, 12, 31), now))
    return {(row.standard, row.record_id): row for row in found.itertuples()}


def _instant(at: datetime) -> datetime:
    return at.replace(tzinfo=LONDON, fold=0).astimezone(UTC)


def test_a_limit_is_a_dated_line_of_data(calendar: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A council that gives sign-off 72 hours from April on judges April by it, and March by nothing."""
    changed = standards.event_lines()
    for line in changed:
        if line["id"] == "T13":
            before = {**line["limits"][0], "effective_to": date(2025, 3, 31)}
            line["limits"] = [
                before,
                {**before, "effective_from": date(2025, 4, 1), "effective_to": None, "target": 72},
            ]
    read = standards.lines
    monkeypatch.setattr(standards, "lines", lambda name: changed if name == "standards_event.yaml" else read(name))
    standards.tables(calendar)
    nine, later = time(9), time(9, 1)
    events = [
        (f"{day:%m%d}{at:%H%M}", "incident", When(day, nine), {"signed_off_at": When(day + timedelta(days=3), at)})
        for day in (date(2025, 3, 31), date(2025, 4, 1))
        for at in (nine, later)
    ]  # fmt: skip
    clocks = _clocks(calendar, events, datetime(2026, 1, 1))
    states = {record: row.state for (standard, record), row in clocks.items() if standard == "T13"}
    assert states == {
        "03310900": "no_standard", "03310901": "no_standard", "04010900": "met", "04010901": "breached_local",
    }  # fmt: skip
    monkeypatch.undo()
    standards.tables(calendar)


@settings(**SETTINGS)
@given(pairs=st.lists(st.tuples(DAYS, CLOCK, st.integers(0, 6), CLOCK), min_size=1, max_size=12))
def test_elapsed_time_is_that_of_the_instants(calendar: Database, pairs: list[tuple[date, time, int, time]]) -> None:
    events = []
    for number, (day, begins, days_on, ends) in enumerate(pairs):
        start, stop = When(day, begins), When(day + timedelta(days=days_on), ends)
        if start.exists and stop.exists:
            events.append((f"I{number}", "incident", start, {"record_completed_at": stop}))
    assume(events)
    clocks = _clocks(calendar, events, datetime(2026, 1, 1))
    for record, _, start, stops in events:
        assert start.at and (ended := stops["record_completed_at"].at)
        elapsed = (_instant(ended) - _instant(start.at)).total_seconds() / 3600
        clock = clocks["T01", record]
        if elapsed < 0:
            assert clock.state == "indeterminate" and pd.isna(clock.hours)
        else:
            assert clock.hours == pytest.approx(elapsed, abs=1e-9)
            assert clock.state == ("met" if elapsed <= 24 else "breached_local")
        due = (_instant(start.at) + timedelta(hours=24)).astimezone(LONDON).replace(tzinfo=None)
        assert clock.due_at == f"{due:%Y-%m-%d %H:%M}"


@settings(**SETTINGS)
@given(
    which=st.sampled_from(STANDARDS), day=DAYS, days_on=st.integers(0, 8), start_known=st.booleans(),
    begins=CLOCK, ends=CLOCK, instants=st.lists(st.tuples(CLOCK, CLOCK), min_size=1, max_size=25),
)  # fmt: skip
def test_a_day_alone_decides_only_what_every_instant_of_it_decides(
    calendar: Database, which: tuple[str, str], day: date, days_on: int, start_known: bool, begins: time, ends: time,
    instants: list[tuple[time, time]],
) -> None:  # fmt: skip
    kind, standard = which
    last = day + timedelta(days=days_on)
    edges = [(time(0), time(0)), (time(0), time(23, 59)), (time(23, 59), time(0)), (time(23, 59), time(23, 59))]
    bare = When(day, begins if start_known else None), When(last, ends if not start_known else None)
    events = [("bare", kind, bare[0], dict.fromkeys(STOPS[standard], bare[1]))]
    for number, (first, second) in enumerate([*instants, *edges]):
        start = When(day, begins if start_known else first)
        stop = When(last, second if start_known else ends)
        if start.exists and stop.exists and _instant(stop.at) >= _instant(start.at):  # type: ignore[arg-type]
            events.append((f"I{number}", kind, start, dict.fromkeys(STOPS[standard], stop)))
    assume(all(when.exists for when in bare) and len(events) > 1)
    clocks = _clocks(calendar, events, datetime(2026, 1, 1))
    decided = clocks[standard, "bare"].state
    if decided != "indeterminate":
        for record, *_ in events[1:]:
            assert clocks[standard, record].state == decided, (record, clocks[standard, record])


@settings(**SETTINGS)
@given(
    which=st.sampled_from(STANDARDS), day=DAYS, instants=st.lists(CLOCK, min_size=1, max_size=25),
    wait=st.integers(0, 9 * 24 * 60),
)  # fmt: skip
def test_an_open_day_alone_is_overdue_only_when_every_instant_of_it_is(
    calendar: Database, which: tuple[str, str], day: date, instants: list[time], wait: int
) -> None:
    kind, standard = which
    events = [("bare", kind, When(day, None), {})]
    events += [
        (f"I{number}", kind, When(day, at), {})
        for number, at in enumerate([*instants, time(0), time(23, 59)])
        if When(day, at).exists
    ]  # fmt: skip
    now = datetime.combine(day, time(0)) + timedelta(minutes=wait)
    clocks = _clocks(calendar, events, now)
    said = clocks[standard, "bare"].state
    assert said in ("pending", "overdue", "indeterminate")
    if said != "indeterminate":
        assert {clocks[standard, record].state for record, *_ in events} == {said}


@settings(**SETTINGS)
@given(
    starts=st.lists(st.tuples(DAYS, st.one_of(st.none(), CLOCK)), min_size=1, max_size=8),
    waits=st.lists(st.integers(-600, 15 * 24 * 60), min_size=2, max_size=6),
)  # fmt: skip
def test_time_going_by_never_makes_what_is_overdue_pending(
    calendar: Database, starts: list[tuple[date, time | None]], waits: list[int]
) -> None:
    events = [
        (f"{kind}{number}", kind, When(day, at), {})
        for kind in KINDS
        for number, (day, at) in enumerate(starts)
        if When(day, at).exists
    ]  # fmt: skip
    assume(events)
    order = {"pending": 0, "indeterminate": 1, "overdue": 2, "no_standard": 3}
    first = datetime.combine(min(day for day, _ in starts), time(0))
    _clocks(calendar, events, first)
    before: dict[Any, int] = {}
    for wait in sorted(waits):
        now = {key: order[row.state] for key, row in _read(calendar, first + timedelta(minutes=wait)).items()}
        assert all(now[key] >= rank for key, rank in before.items())
        assert all((rank == 3) == (now[key] == 3) for key, rank in before.items())
        before = now
