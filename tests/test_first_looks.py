"""What is looked for first: what worsens, whichever series says it, the grade of each home, and figures in one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from pages import overview, scorecard
from pages.parts import counting, records, signals
from pages.parts.filters import Choice
from warehouse import registry
from warehouse.periods import parse
from warehouse.session import LOCAL, Session, open_session

QUARTER = parse("2026-27-Q2")


@pytest.fixture
def session(small_home: Path) -> Session:
    return open_session(LOCAL)


def chart(word: str) -> Any:
    return SimpleNamespace(variation=SimpleNamespace(word=word, letter="H", said="Worsening"))


class Charted:
    """As much of a session as finding signals needs: which series signals where (no home: all of them together)."""

    today = QUARTER.end

    def __init__(self, charts: dict[tuple[str | None, str], str]) -> None:
        self._charts = charts

    def measure(self, name: str) -> Any:
        return registry.measures()[name]

    def charts(self, _: Any, measures: Sequence[str], homes: Sequence[str] | None) -> dict[str, Any]:
        home = homes[0] if homes else None
        return {one: chart(self._charts[home, one]) for one in measures if (home, one) in self._charts}


def found(charts: dict[tuple[str | None, str], str], home: str | None = None) -> list[tuple[str, str | None]]:
    homes = [SimpleNamespace(home_id="H01", name="Ash"), SimpleNamespace(home_id="H02", name="Yew")]
    asked, beside = ["attendance_pct"], ["attendance_pct", "restraint_n"]
    session: Any = Charted(charts)
    return [
        (one.measure.measure, one.home_id) for one in signals.found(session, QUARTER, asked, homes, home, beside)
    ]  # fmt: skip


def test_what_worsens_beside_the_headline_comes_before_what_improves() -> None:
    charts = {(None, "restraint_n"): "concern_high", ("H01", "attendance_pct"): "improvement_high"}
    assert found(charts) == [("restraint_n", None), ("attendance_pct", "H01")]


def test_series_beside_are_judged_for_what_is_asked_alone() -> None:
    charts: dict[tuple[str | None, str], str] = {("H01", "restraint_n"): "concern_high"}
    assert found(charts) == []
    assert found(charts, home="H01") == [("restraint_n", "H01")]
    assert found(charts, home="H02") == []


def test_an_indicator_stands_once_for_each_kind_of_signal() -> None:
    def signal(kpi: str, word: str) -> Any:
        return SimpleNamespace(measure=SimpleNamespace(kpi=kpi), kind=word)

    first, same, other, better = (
        signal("a", "concern"), signal("a", "concern"), signal("b", "concern"), signal("a", "improvement")
    )  # fmt: skip
    assert overview._one_an_indicator([first, same, other, better]) == [first, other, better]


def test_the_file_of_the_scorecard_has_the_indicator_and_each_home(session: Session) -> None:
    choice = Choice(QUARTER)
    measures = session.overview()
    rows = scorecard._rows(session, choice, measures)
    assert set(rows["Indicator"].dropna()) == set(range(1, 22))
    assert set(rows["Period"]) == {"July to September 2026"} and set(rows["Home"]) == {"All homes"}
    homes = scorecard._homes(session, choice, list(measures))
    assert len(homes) == len(rows) and list(homes) == sorted(home.name for home in session.home_rows())
    grade = homes.iloc[list(measures).index("ofsted_overall_grade")]
    assert grade.isin(["Outstanding", "Good", "Requires improvement", "Inadequate", "–"]).all()
    assert scorecard._homes(session, Choice(QUARTER, "H01", "Ash"), list(measures)).empty


def test_the_records_name_the_member_of_staff() -> None:
    measure = registry.measures()["supervision_monthly_pct"]
    case = {"counted_on": QUARTER.end, "counted_to": None, "home_id": "H01", "child_id": None, "staff_id": "S1",
            "numerator": 1, "denominator": 1, "dataset": "supervision", "record_id": "V1", "file": "a.csv",
            "sheet": None, "row": 2}  # fmt: skip
    table = records.named(pd.DataFrame([case]), {"H01": "Ash"}, {}, measure, {"S1": "Robin"})
    assert table.loc[0, ["Staff", "Staff number"]].tolist() == ["Robin", "S1"]


def test_a_record_without_a_number_is_accounted_for() -> None:
    measure = registry.measures()["missing_episodes_n"]
    assert records._said(measure, 3, of_home=False) == "3 records. What they add up to is the figure above."
    assert records._said(measure, 4, of_home=False, has_parts=True).endswith("belongs to one that is counted.")


def test_a_worked_example_says_codes_in_words() -> None:
    assert [counting._cell(cell) for cell in ("one_to_one", "S1", "permanent", None)] == [
        "one to one", "S1", "permanent", ""
    ]  # fmt: skip
