"""Deadlines come out as worked out by hand, on both sides of each boundary, and their clocks run on real time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import forget

from pipelines import loading
from warehouse import standards
from warehouse.days import bank_holidays
from warehouse.periods import Period, parse
from warehouse.session import LOCAL, Session, Unknown, open_session

WORKED = Path(__file__).parent / "worked"
EVER = parse("2024-01-01..2026-12-31")


def load_worked(name: str, folder: Path) -> dict[str, Any]:
    """The worked example of this name has been loaded; every row of it was accepted. Homes left blank are H1."""
    example = yaml.safe_load((WORKED / f"{name}.yaml").read_text("utf-8"))
    exports = folder / "exports"
    exports.mkdir()
    for dataset, rows in example["given"].items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        if "home_id" in loading.contracts()[dataset].by_name and "home_id" not in columns:
            columns.append("home_id")
        with (exports / f"{dataset}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, fieldnames=columns)
            writer.writeheader()
            writer.writerows({"home_id": "H1", **row} if "home_id" in columns else row for row in rows)
    found, _ = loading.find_files([exports])
    loaded = loading.load(found, loading.Options(), lambda _: None)
    assert not loaded.refused, loaded.refused
    assert sum(receipt.quarantined for receipt in loaded.receipts) == 0
    return example


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("events")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(folder / "home"))
        patch.setenv("HEARTH_TODAY", "2025-06-16")
        yield load_worked("event_deadlines", folder)
        forget()


def _clocks(session: Session, period: Period = EVER) -> dict[tuple[str, str], Any]:
    return {(row.standard, row.record_id): row for row in session.deadlines(period).itertuples()}


def test_every_deadline_worked_by_hand(example: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for day in {line[4] if len(line) > 4 else example["today"] for line in example["gives"]}:
        monkeypatch.setenv("HEARTH_TODAY", str(day))
        clocks = _clocks(open_session(LOCAL))
        for standard, record, state, why, *on in example["gives"]:
            if (on[0] if on else example["today"]) == day:
                assert clocks[standard, record].state == state, f"{standard} {record} on {day}: {why}"


def test_what_starts_no_clock(example: dict[str, Any]) -> None:
    clocks = _clocks(open_session(LOCAL))
    for standard, record, why in example["never"]:
        assert (standard, record) not in clocks, f"{standard} {record}: {why}"


def test_when_each_is_due(example: dict[str, Any]) -> None:
    clocks = _clocks(open_session(LOCAL))
    for standard, record, due in example["due"]:
        assert clocks[standard, record].due_at == due, f"{standard} {record}"


def test_every_event_standard_is_worked_by_hand(example: dict[str, Any]) -> None:
    worked = {line[0] for line in example["gives"]}
    assert worked == {name for name, standard in standards.standards().items() if not standard.is_cyclic}


def test_the_period_is_the_event_s_start(example: dict[str, Any]) -> None:
    """T23 starts with the return on the day after the absence, everything else with what happened."""
    session = open_session(LOCAL)
    assert ("T23", "AB7") not in _clocks(session, parse("2025-05-09..2025-05-09"))
    assert ("T23", "AB7") in _clocks(session, parse("2025-05-10..2025-05-10"))
    assert ("T15", "M3") in _clocks(session, parse("2025-05-20..2025-05-20"))


def test_an_unknown_standard_is_refused_by_name(example: dict[str, Any]) -> None:
    with pytest.raises(Unknown, match="'T22' is not a standard"):
        open_session(LOCAL).deadlines(EVER, ["T22"])


def test_bank_holidays_of_england_and_wales() -> None:
    """Those that follow a rule fall where the rule puts them, those of one year where they were."""
    from dateutil.easter import easter

    holidays = bank_holidays()
    for year in range(2012, 2031):
        of_year = [day for day in holidays if day.year == year]
        assert all(day.weekday() < 5 for day in of_year), year
        around_easter = [day for day in of_year if abs((day - easter(year)).days) <= 2]
        assert [(day - easter(year)).days for day in around_easter] == [-2, 1], year
        extra = {2012: 1, 2022: 2, 2023: 1}.get(year, 0)
        assert len(of_year) == 8 + extra, year
    for day in ("2012-06-05", "2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2021-12-28",
                "2022-01-03", "2022-12-27", "2027-12-28"):  # fmt: skip
        assert date.fromisoformat(day) in holidays
    for day in ("2012-05-28", "2020-05-04", "2022-05-30", "2022-12-28"):
        assert date.fromisoformat(day) not in holidays
