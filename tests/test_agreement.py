"""For every measure, home and quarter of the sample the card, the cases, the CSV and the command line say the same."""

from __future__ import annotations

import csv
import io
import math
import statistics
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pages.parts import cards, downloads, words
from pipelines import loading
from warehouse import registry
from warehouse.periods import Period, between, containing
from warehouse.registry import Measure
from warehouse.session import LOCAL, FiguresByMeasure, Session, open_session

TODAY = date(2026, 11, 1)
SMALL = Path(__file__).parents[1] / "sample_data" / "small"
# No child of the small sample is in that position; the examples worked by hand move these.
NEVER_IN_THE_SAMPLE = {"exploited_radicalisation_n", "same_placement_2y_pct"}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(tmp_path_factory.mktemp("agreement")))
        patch.setenv("HEARTH_TODAY", TODAY.isoformat())
        found, _ = loading.find_files([SMALL])
        assert not loading.load(found, loading.Options(), lambda name: None).refused
        yield open_session(LOCAL)


def _quarters() -> list[Period]:
    return between(containing(date(2025, 11, 1), "quarter"), containing(TODAY, "quarter"), "quarter")


def _recounted(measure: Measure, cases: pd.DataFrame) -> tuple[float, float | None]:
    """Numerator and denominator added up from a case list by plain loops, people counted by name."""
    amounts = [value for value in cases["numerator"] if not math.isnan(value)]
    numerator = {"sum": math.fsum, "max": max, "median": statistics.median}[measure.combine](amounts or [0])
    if not measure.has_denominator:
        if measure.kind == "distinct" and measure.unit in ("children", "staff"):
            assert numerator <= cases["child_id"].astype(object).fillna(cases["staff_id"]).nunique()
        return numerator, None
    denominators = [value for value in cases["denominator"] if not math.isnan(value)]
    return numerator, sum(denominators)


@pytest.fixture(scope="module")
def figures(session: Session) -> dict[str | None, FiguresByMeasure]:
    """Every figure of every quarter, of the service (None) and of each home, counted once."""
    return {
        home: session.by_measure(_quarters(), homes=[home] if home else None)
        for home in [None, *session.homes()["home_id"]]
    }


@pytest.mark.parametrize("name", sorted(registry.measures()))
def test_cases_add_up_to_every_figure(
    session: Session, figures: dict[str | None, FiguresByMeasure], name: str
) -> None:  # fmt: skip
    measure = session.measure(name)
    seen = 0
    for home, by_measure in figures.items():
        for period, figure in zip(_quarters(), by_measure[name], strict=False):
            if figure.status == "x":
                continue
            cases = session.cases(name, period, home)
            numerator, denominator = _recounted(measure, cases)
            assert figure.period == period.text
            assert (figure.numerator or 0) == pytest.approx(numerator), (period.text, home)
            if measure.denominator_is == "month_ends":
                # The mean headcount is the headcounts listed over the month ends listed.
                heads = cases.query("denominator.notna()")
                month_ends = heads["counted_on"].nunique()
                assert month_ends <= 13
                assert figure.denominator == pytest.approx((denominator or 0) / max(month_ends, 1))
            elif denominator is not None:
                assert figure.denominator == pytest.approx(denominator), (period.text, home)
            seen += int(numerator > 0)
    assert seen or name in NEVER_IN_THE_SAMPLE, "the sample never moves this measure"


@pytest.mark.parametrize("by", ["service", "home", "child"])
def test_the_command_line_says_what_the_session_says(session: Session, by: str) -> None:
    for period in _quarters()[1:3]:
        command = [sys.executable, "-m", "warehouse", "figures", "--period", period.text, "--by", by, "--format", "csv"]
        printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=SMALL.parents[1]).stdout
        rows = list(csv.DictReader(io.StringIO(printed)))
        figures = session.figures(period, by=by)
        assert len(rows) == len(figures) > 0
        for row, figure in zip(rows, figures.itertuples(), strict=True):
            assert (row["measure"], row["home_id"], row["child_id"]) == (
                figure.measure, figure.home_id or "", figure.child_id or "",
            )  # fmt: skip
            for name in ("numerator", "denominator", "value"):
                wanted = getattr(figure, name)
                assert (row[name] == "") == math.isnan(wanted)
                assert row[name] == "" or float(row[name]) == pytest.approx(wanted, rel=1e-12)
            assert (row["status"], row["revision"]) == (figure.status, figure.revision)


def test_a_home_alone_says_the_same_however_it_is_asked(session: Session) -> None:
    for period in _quarters():
        by_home = session.figures(period, by="home").set_index(["measure", "home_id"])
        for home in session.homes()["home_id"]:
            for row in session.figures(period, homes=[home]).itertuples():
                other = by_home.loc[row.measure, home]
                assert row.numerator == pytest.approx(other["numerator"], nan_ok=True)
                assert math.isnan(row.denominator) or row.denominator == pytest.approx(other["denominator"])


def test_the_card_shows_the_figure(session: Session) -> None:
    """What a card draws from is the session's own figure, for the service and for each home."""
    for period in _quarters()[1:]:
        for home in [None, *session.homes()["home_id"]]:
            figures = session.series(list(session.measures()), [period], [home] if home else None)
            for row in figures.itertuples():
                shown = cards.shown(session.measure(row.measure), row)
                if row.status == "ok" and shown in words.GRADES.values():
                    assert (row.unit, words.GRADES[row.value]) == ("grade", shown)
                elif row.status == "ok":
                    digits = float("".join(sign for sign in shown if sign.isdigit() or sign == "."))
                    digits = -digits if shown.startswith(("-", "−")) else digits
                    # Whole pounds are shown, any other figure to one place.
                    within = 0.501 if row.unit.startswith("pounds") else 0.0501
                    assert digits == pytest.approx(row.value, abs=within), (row, shown)
                else:
                    assert not any(sign.isdigit() for sign in shown), (row, shown)


def test_the_download_holds_exactly_the_cases(session: Session) -> None:
    period = _quarters()[2]
    for name in session.measures():
        cases = session.cases(name, period)
        data = downloads.as_csv(cases)
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert len(rows) == len(cases)
        total = sum(float(row["numerator"]) for row in rows if row["numerator"])
        assert total == pytest.approx(cases["numerator"].sum())
