"""Whatever the cases: homes taken together give the service's figure, and one home's cases never move another's."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from warehouse import build, figures, registry
from warehouse.engine import Database, in_memory
from warehouse.figures import Moment, Scope
from warehouse.periods import Period, parse
from warehouse.registry import Measure

PERIODS = [parse("2025-05"), parse("2025-26-Q1")]
COUNTING = ("kind", "window", "has_denominator", "denominator_is", "combine", "least_days", "least_share")
COLUMNS = (
    "home_id, child_id, counted_on, counted_to, counts_when_past, counts_from_at, counts_for, counts_on, excludes, "
    "is_provisional, numerator, denominator, dataset, record_id"
)
KINDS = {
    "counted_to": "date", "counted_on": "date", "counts_from_at": "timestamp", "numerator": "double",
    "denominator": "double",
}  # fmt: skip
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _ways_of_counting() -> list[Measure]:
    """One measure for each way of counting that the registry knows, its cases read from the table they are put in."""
    found = {}
    for measure in registry.measures().values():
        found.setdefault(tuple(getattr(measure, name) for name in COUNTING), measure)
    return [dataclasses.replace(measure, is_stored=True) for measure in found.values()]


WAYS = _ways_of_counting()
ADD_UP = [
    way for way in WAYS
    if way.kind in ("count", "ratio", "snapshot") and way.combine == "sum" and way.denominator_is in (None, "sum")
]  # fmt: skip


@some.composite
def _case(draw: some.DrawFn, home: str | None = None) -> dict:
    first = date(2025, 3, 15) + timedelta(days=draw(some.integers(0, 120)))
    days = draw(some.none() | some.integers(0, 70))
    return {
        "home_id": home or draw(some.sampled_from(["H1", "H2", "H3"])),
        "child_id": draw(some.sampled_from(["C1", "C2", "C3", "C4"])),
        "counted_on": first,
        "counted_to": None if days is None else first + timedelta(days=days),
        "counts_when_past": draw(some.booleans()),
        "counts_from_at": draw(some.none() | some.just(datetime(2025, 5, 20, 12))),
        "counts_for": "both",
        "counts_on": draw(some.sampled_from(["any_day", "any_day", "last_day", "every_day"])),
        "excludes": draw(some.sampled_from([False, False, False, True])),
        "is_provisional": draw(some.booleans()),
        "numerator": draw(some.sampled_from([0.0, 1.0, 1.0, 2.5])),
        "denominator": draw(some.sampled_from([None, 0.0, 1.0, 4.0])),
        "dataset": "stays",
    }


CASES = some.lists(_case(), max_size=14)
TODAY = some.sampled_from([date(2025, 5, 20), date(2025, 5, 21), date(2025, 8, 1)])


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    held = in_memory()
    held.run(build.CASE_TABLE)
    yield held
    held.close()


def _sums(database: Database, cases: list[dict], ways: list[Measure], by: str, today: date) -> dict:
    """Numerator, denominator and whether provisional, by measure, period and home, of these cases and no others."""
    database.run("delete from cases")
    if cases:
        numbered = [case | {"record_id": f"R{number:02d}"} for number, case in enumerate(cases)]
        given_columns = ", ".join(f"cast({name} as {KINDS.get(name, 'varchar')})" if name in KINDS else name
                                  for name in COLUMNS.split(", "))  # fmt: skip
        with database.given(given_cases=pd.DataFrame(numbered, dtype=object)):
            for way in ways:
                database.run(
                    f"insert into cases (measure, {COLUMNS}) select '{way.measure}', {given_columns} from given_cases"
                )
    moment = Moment(today, datetime(today.year, today.month, today.day))
    found = figures.sums(database, ways, PERIODS, by, Scope(), None, moment)
    return {
        (row.measure, row.period, row.group_id if isinstance(row.group_id, str) else None): (
            row.numerator, row.denominator, row.is_provisional,
        )
        for row in found.itertuples()
    }  # fmt: skip


def _same(one: tuple, other: tuple) -> bool:
    return all((math.isnan(a) and math.isnan(b)) or a == pytest.approx(b) for a, b in zip(one, other, strict=True))


def test_every_way_of_counting_is_tried() -> None:
    assert {way.kind for way in WAYS} == {measure.kind for measure in registry.measures().values()}
    assert len(WAYS) > 8 and len(ADD_UP) > 4


@FEW
@given(cases=CASES, today=TODAY)
def test_the_service_is_one_home_that_has_all_the_cases(database: Database, cases: list[dict], today: date) -> None:
    service = _sums(database, cases, WAYS, "service", today)
    merged = _sums(database, [case | {"home_id": "H1"} for case in cases], WAYS, "home", today)
    assert {key[:2] for key in service} == {key[:2] for key in merged}
    for (measure, period, _), found in service.items():
        assert _same(found, merged[measure, period, "H1"]), (measure, period)


@FEW
@given(cases=CASES, today=TODAY)
def test_what_adds_up_is_the_sum_of_the_homes(database: Database, cases: list[dict], today: date) -> None:
    service = _sums(database, cases, ADD_UP, "service", today)
    homes = _sums(database, cases, ADD_UP, "home", today)
    for (measure, period, _), found in service.items():
        parts = [part for key, part in homes.items() if key[:2] == (measure, period)]
        added = (sum(part[0] for part in parts), sum(part[1] for part in parts), any(part[2] for part in parts))
        assert _same(found, added), (measure, period)


@FEW
@given(cases=CASES, more=_case(home="H2"), today=TODAY)
def test_a_case_of_one_home_never_changes_another(
    database: Database, cases: list[dict], more: dict, today: date
) -> None:
    before = _sums(database, cases, WAYS, "home", today)
    after = _sums(database, [*cases, more], WAYS, "home", today)
    others = [key for key in before.keys() | after.keys() if key[2] != "H2"]
    assert all(key in before and key in after and _same(before[key], after[key]) for key in others)


@FEW
@given(cases=CASES, today=TODAY)
def test_of_people_none_counts_above_the_line_alone_or_twice(
    database: Database, cases: list[dict], today: date
) -> None:
    of_people = [way for way in WAYS if way.kind == "distinct" and way.denominator_is != "month_ends"]
    for way, (numerator, denominator, _) in _sums(database, cases, of_people, "service", today).items():
        people = len({case["child_id"] for case in cases})
        assert 0 <= numerator <= (people if math.isnan(denominator) else denominator) <= people, way


@pytest.mark.parametrize(("missed", "possible", "counts"), [(7, 70, 1), (6, 70, 0), (3, 30, 1), (1, 10, 1), (1, 11, 0)])
def test_exactly_a_tenth_is_a_tenth(database: Database, missed: int, possible: int, counts: int) -> None:
    """A tenth of 70 is a little more than 7 in floating point; a child who missed 7 of 70 is absent all the same."""
    tenth = [way for way in WAYS if way.least_share == 0.1]
    spans = [(1.0, missed), (0.0, possible - missed)]
    cases = [
        {
            "home_id": "H1", "child_id": "C1", "counted_on": date(2025, 4, 1) + timedelta(days=number % 90),
            "counted_to": None, "counts_when_past": True, "counts_from_at": None, "counts_for": "both",
            "counts_on": "any_day", "excludes": False, "is_provisional": False, "numerator": amount,
            "denominator": 1.0, "dataset": "attendance",
        }
        for amount, times in spans
        for number in range(times)
    ]  # fmt: skip
    quarter: Period = PERIODS[1]
    found = _sums(database, cases, tenth, "home", date(2025, 8, 1))
    assert found[tenth[0].measure, quarter.text, "H1"][0] == counts
