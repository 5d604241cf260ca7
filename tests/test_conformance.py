"""A small made-up service whose figures and deadline states were worked out independently comes out to the digit."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from data_contracts.contract import contracts
from pipelines import loading
from warehouse import registry
from warehouse.periods import parse
from warehouse.session import LOCAL, Session, open_session

SAMPLE = Path(__file__).parent / "conformance"
STANDARDS = [f"T{number:02d}" for number in range(1, 17)]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> loading.Loaded:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(tmp_path_factory.mktemp("conformance")))
        patch.setenv("HEARTH_TODAY", "2026-01-15")
        found, _ = loading.find_files([SAMPLE / "exports"])
        yield loading.load(found, loading.Options(), lambda name: None)


@pytest.fixture(scope="module")
def session(loaded: loading.Loaded) -> Session:
    return open_session(LOCAL)


def _wanted(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _same(found: float, wanted: str) -> bool:
    return math.isnan(found) if wanted == "" else abs(found - float(wanted)) < 1e-9


def test_every_figure(session: Session) -> None:
    wanted = _wanted("figures.csv")
    assert len(wanted) == 315 and {row["measure"] for row in wanted} <= set(registry.measures())
    found = {}
    for period in {row["period"] for row in wanted}:
        for by in ("service", "home"):
            for row in session.figures(parse(period), by=by).itertuples():
                found[row.measure, period, row.home_id or ""] = row
    for row in wanted:
        got = found[row["measure"], row["period"], row["home_id"]]
        assert _same(got.numerator, row["numerator"]), (row, got)
        assert _same(got.denominator, row["denominator"]), (row, got)
        assert _same(got.value, row["value"]), (row, got)
        assert got.status == row["status"], (row, got)


def test_every_deadline(session: Session) -> None:
    found = {
        (row.standard, row.record_id): row
        for row in session.deadlines(parse("2025-01-01..2025-12-31"), STANDARDS).itertuples()
    }
    wanted = _wanted("deadlines.csv")
    assert {row["standard"] for row in wanted} == set(STANDARDS)
    assert set(found) == {(row["standard"], row["record_id"]) for row in wanted}
    for row in wanted:
        got = found[row["standard"], row["record_id"]]
        assert (got.state, got.home_id) == (row["state"], row["home_id"]), (row, got)
        assert _same(got.hours, row["hours"]), (row, got)


def _sent() -> set[str]:
    return {path.stem for path in (SAMPLE / "exports").glob("*.csv")}


def test_no_dataset_is_refused(loaded: loading.Loaded) -> None:
    assert not loaded.refused
    assert {receipt.dataset for receipt in loaded.receipts} == _sent() <= set(contracts())


def test_every_row_is_accounted_for(loaded: loading.Loaded) -> None:
    for receipt in loaded.receipts:
        with (SAMPLE / "exports" / receipt.file).open(encoding="utf-8", newline="") as handle:
            assert receipt.rows_read == sum(1 for _ in csv.DictReader(handle))
        assert receipt.rows_read == receipt.added and receipt.quarantined == 0


def test_what_adds_up_over_cases_adds_up_over_homes(session: Session) -> None:
    """Counts and rates of the service are the sums of its homes': nothing is lost between them or counted twice."""
    period = parse("2025-26-Q1")
    homes = session.figures(period, by="home").groupby("measure")[["numerator", "denominator"]].sum()
    seen = 0
    for row in session.figures(period).itertuples():
        measure = session.measure(row.measure)
        adds_up = measure.kind in ("count", "ratio", "snapshot") and measure.combine == "sum"
        if row.status == "x" or not adds_up or measure.denominator_is == "people" or len(measure.levels) < 2:
            continue
        assert row.numerator == pytest.approx(homes.loc[row.measure, "numerator"]), row.measure
        assert math.isnan(row.denominator) or row.denominator == pytest.approx(homes.loc[row.measure, "denominator"])
        seen += row.numerator > 0
    assert seen > 20
