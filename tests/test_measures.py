"""Each measure gives what was worked out by hand beside it, on both sides of each boundary its definition names."""

from __future__ import annotations

import csv
import dataclasses
import math
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from pipelines import loading
from warehouse import registry
from warehouse.periods import parse
from warehouse.session import LOCAL, open_session

MEASURES = sorted(registry.measures())


def _load(example: dict, folder: Path) -> None:
    for dataset, rows in example["given"].items():
        with (folder / f"{dataset}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    # What a measure reads but the example has no rows of was sent as well: with headings alone.
    for dataset in _read_by(example["measure"]) - set(example["given"]):
        names = ",".join(loading.contracts()[dataset].by_name)
        (folder / f"{dataset}.csv").write_text(names + "\n", "utf-8")
    found, _ = loading.find_files([folder])
    loaded = loading.load(found, loading.Options(), lambda name: None)
    assert not loaded.refused, loaded.refused
    assert sum(receipt.quarantined for receipt in loaded.receipts) == 0


def _read_by(measure: str) -> set[str]:
    return registry.datasets_behind(registry.measures()[measure], set(loading.contracts()))


def _check(measure: registry.Measure, wanted: dict, period: str) -> None:
    session = open_session(LOCAL)
    by = "home" if wanted["home_id"] else "service"
    found = session.figures(parse(period), [measure.measure], by)
    if wanted["home_id"]:
        found = found[found["home_id"] == wanted["home_id"]]
    assert len(found) == 1
    row = found.iloc[0]
    told = f"{measure.measure} {period} {wanted}"
    if wanted["numerator"] is None:
        assert row["status"] == wanted["status"] and math.isnan(row["numerator"]) and math.isnan(row["value"]), told
        return
    assert row["numerator"] == pytest.approx(wanted["numerator"], abs=1e-12), told
    assert row["status"] == wanted.get("status", "ok"), told
    if "denominator" in wanted:
        assert row["denominator"] == pytest.approx(wanted["denominator"], abs=1e-12), told
        if row["status"] == "ok":
            value = wanted.get("value", measure.scale * wanted["numerator"] / wanted["denominator"])
            assert row["value"] == pytest.approx(value, abs=1e-9), told
        else:
            assert math.isnan(row["value"]), told
    else:
        assert math.isnan(row["denominator"]) and row["value"] == wanted["numerator"], told


def _marts_behind(tables: Iterable[str]) -> set[str]:
    every = registry.marts()
    found = {table for table in tables if table in every}
    return found.union(*(_marts_behind(every[mart].reads) for mart in found))


def _build_only(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A load builds this measure and the marts behind it, not the hundred others, which have examples of their own."""
    measure = registry.measures()[name]
    behind = _marts_behind({*measure.reads, "home", "merged_record"})
    marts = {mart: made for mart, made in registry.marts().items() if mart in behind}
    monkeypatch.setattr(registry, "measures", lambda: {name: measure})
    monkeypatch.setattr(registry, "marts", lambda: marts)
    monkeypatch.setattr(registry, "warnings", dict)


@pytest.mark.parametrize("name", MEASURES)
def test_the_worked_example_comes_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = registry.worked_example(name)
    assert example is not None, f"{name} has no worked example beside it"
    measure = registry.measures()[name]
    _build_only(name, monkeypatch)
    monkeypatch.setenv("HEARTH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HEARTH_TODAY", str(example["today"]))
    exports = tmp_path / "exports"
    exports.mkdir()
    _load(example | {"measure": name}, exports)
    for wanted in example["gives"]:
        _check(measure, wanted, str(example["period"]))
    for wanted in example.get("also", []):
        monkeypatch.setenv("HEARTH_TODAY", str(wanted["today"]))
        _check(measure, wanted, str(wanted["period"]))


def test_a_figure_of_deadlines_waits_for_no_other_kind_of_record() -> None:
    """The mart of deadlines is made of many datasets; each figure asks only for those whose events it counts."""
    of_deadlines = [one for one in registry.measures().values() if "deadline_outcome" in one.reads]
    assert len(of_deadlines) >= 15
    for measure in of_deadlines:
        assert measure.datasets, measure.measure
        assert set(measure.datasets) == registry.datasets_behind(measure, set(loading.contracts()))


def test_a_dataset_that_no_table_is_made_of_is_refused() -> None:
    measure = dataclasses.replace(registry.measures()["restraint_n"], datasets=("stays",))
    with pytest.raises(registry.RegistryError, match=r"restraint_n\.sql: no table it reads is made of stays"):
        registry.datasets_behind(measure, set(loading.contracts()))


def test_every_measure_is_portable_and_gives_cases() -> None:
    for measure in registry.measures().values():
        registry.check_sql(measure)


def test_a_doubled_case_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from warehouse import build
    from warehouse.engine import in_memory

    monkeypatch.setenv("HEARTH_TODAY", "2025-07-01")
    database = in_memory()
    row = "select 'H1' as home_id, date '2025-05-01' as occurred_on, 'I1' as record_id, 'restraint' as kind"
    database.run(f"create table incidents as {row} union all {row}")
    database.run(build.CASE_TABLE)
    with pytest.raises(build.BuildError, match=r"restraint_n\.sql: 1 cases stand more than once"):
        build.cases(database, registry.measures()["restraint_n"])


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("select date_diff('month', a, b) as n from t", "date_diff"),
        ("select dayofweek(a) as n from t", "day_of_week"),
        ("select a_on - b_on as n from t", "date minus date"),
        ("select a / b as n from t", "nullif"),
        ("select * from t", "name the columns"),
        ("select arg_max(a, b) as n from t", "arg_max"),
        ("select a from t qualify row_number() over (order by a) = 1", "qualify"),
        ("select a from generate_series(1, 3) as s(a)", "generate_series"),
        ("select a from t; select b from t", "one select"),
    ],
)
def test_sql_outside_the_portable_subset_is_refused(sql: str, complaint: str) -> None:
    from warehouse import portable

    with pytest.raises(portable.NotPortable, match=complaint):
        portable.read(sql, "example.sql")


def test_unknown_settings_and_misnamed_files_are_refused(tmp_path: Path) -> None:
    text = (registry.MEASURES / "restraint_n.sql").read_text("utf-8")
    areas = {"restraint": "Procedure"}
    misnamed = tmp_path / "another.sql"
    misnamed.write_text(text, "utf-8")
    with pytest.raises(registry.RegistryError, match="named otherwise"):
        registry.read_measure(misnamed, areas)
    odd = tmp_path / "restraint_n.sql"
    odd.write_text(text.replace("kind: count", "kind: count\ncolour: red"), "utf-8")
    with pytest.raises(registry.RegistryError, match="colour"):
        registry.read_measure(odd, areas)
    wrong = registry.read_measure(registry.MEASURES / "restraint_n.sql", areas)
    with pytest.raises(registry.RegistryError, match="reads"):
        registry.check_sql(registry.Measure(**{**wrong.__dict__, "reads": ("stays",)}))


def test_a_date_alone_never_becomes_midnight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of a return known only by its date has a day's width, and no hours are told."""
    example = registry.worked_example("rhi_offered_72h_pct")
    assert example
    monkeypatch.setenv("HEARTH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HEARTH_TODAY", str(example["today"]))
    exports = tmp_path / "exports"
    exports.mkdir()
    _load(example | {"measure": "rhi_offered_72h_pct"}, exports)
    clocks = open_session(LOCAL).deadlines(parse("2025-03"), ["T15"]).set_index("record_id")
    assert clocks.loc["E5", "state"] == "indeterminate"
    assert math.isnan(clocks.loc["E5", "hours"])
    assert clocks.loc["E5", "clock_start"] == "2025-03-11"
    assert clocks.loc["E6", "hours"] == 72
    assert clocks.loc["E2", "state"] == "breached_statutory"
    assert "E8" not in clocks.index and "E9" not in clocks.index
    assert date.fromisoformat(clocks.loc["E5", "done_at"]) == date(2025, 3, 14)
