"""The framework as data: targets, benchmarks, rebases and notes, the quality standards and the audit lines."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, TODAY, run

from pipelines import demonstration
from sample_data import turning_points
from warehouse import framework_data, measure_pages, quality_standards, registry
from warehouse.framework_data import Target
from warehouse.framework_entries import FrameworkError
from warehouse.session import LOCAL, Unknown, Viewer, open_session

MEASURE, OTHER = "supervision_monthly_pct", "attendance_pct"
OWN = """
- {measure: attendance_pct, value: 90, effective_from: 2025-04-01, effective_to: 2026-03-31, source: S,
   provenance: local}
- {measure: attendance_pct, value: 92, effective_from: 2026-04-01, source: S, provenance: local}
- {measure: attendance_pct, value: 80, effective_from: 2026-09-01, effective_to: 2026-09-30, home: H01, source: S,
   provenance: local}
- {measure: attendance_pct, is_withdrawn: true, effective_from: 2026-10-01, home: H01, source: S, provenance: local}
"""


def written(home: Path, name: str, text: str) -> None:
    folder = home / "framework"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def value(found: Target | None) -> float | None:
    return found.value if found else None


@pytest.mark.parametrize(
    ("home_id", "day", "expected"),
    [
        (None, "2025-03-31", None), (None, "2025-04-01", 90), (None, "2026-03-31", 90), (None, "2026-04-01", 92),
        (None, "2099-01-01", 92), ("H01", "2026-08-31", 92), ("H01", "2026-09-01", 80), ("H01", "2026-09-30", 80),
        ("H01", "2026-10-01", None), ("H02", "2026-09-01", 92), ("H02", "2026-10-01", 92),
    ],
)  # fmt: skip
def test_the_target_in_force_on_a_day(home: Path, home_id: str | None, day: str, expected: float | None) -> None:
    written(home, "targets.yaml", OWN)
    assert value(framework_data.read().target(OTHER, home_id, date.fromisoformat(day))) == expected


def test_what_is_shipped_holds_until_a_council_says_otherwise(home: Path) -> None:
    before, from_then = date(2024, 9, 30), date(2024, 10, 1)
    assert value(framework_data.read().target(MEASURE, None, before)) is None
    assert value(framework_data.read().target(MEASURE, None, from_then)) == 100
    physical = "physical_hours_per_child_week"
    assert value(framework_data.read().target(physical, "H01", date(2019, 9, 6))) is None
    assert value(framework_data.read().target(physical, "H01", date(2019, 9, 7))) == 7
    of_a_home = (
        f"- {{measure: {MEASURE}, value: 90, effective_from: 2025-01-01, home: H01, source: S, provenance: local}}"
    )
    written(home, "targets.yaml", of_a_home)
    assert value(framework_data.read().target(MEASURE, None, from_then)) == 100, "a home's own stands beside it"
    assert value(framework_data.read().target(MEASURE, "H01", date(2025, 1, 1))) == 90
    written(home, "targets.yaml", of_a_home.replace(", home: H01", ""))
    assert value(framework_data.read().target(MEASURE, None, date(2024, 12, 31))) is None, "the shipped one is replaced"
    assert value(framework_data.read().target(MEASURE, None, date(2025, 1, 1))) == 90


def test_only_what_law_framework_or_guideline_gives_is_shipped_as_a_target(home: Path) -> None:
    shipped = framework_data.read().targets
    assert {one.measure for one in shipped} == {MEASURE, "physical_hours_per_child_week"}
    assert {one.provenance for one in shipped} <= {"framework", "law", "official"}
    assert framework_data.read().rebases == framework_data.read().notes == ()


def test_a_benchmark_is_drawn_only_when_verified_and_comparable(home: Path) -> None:
    every = framework_data.read().benchmarks
    assert len(every) >= 19
    for one in every:
        assert one.is_verified == (one.provenance == "official"), f"{one.measure}, {one.what}"
        assert one.is_comparable or one.caution, f"{one.measure}, {one.what}: says why it does not compare"
    assert [(one.measure, one.value) for one in every if one.is_drawn] == [("homes_good_plus_pct", 81)]
    verified = """
- {measure: turnover_12m_pct, what: Children's homes in England, period: '2025', value: 28.5, source: The census itself,
   provenance: official, is_verified: true}
"""
    written(home, "benchmarks.yaml", verified)
    now = framework_data.read().benchmarks
    found = [one for one in now if one.measure == "turnover_12m_pct" and one.period == "2025"]
    assert len(now) == len(every) and [one.value for one in found] == [28.5] and found[0].is_drawn


AT = "effective_from: 2025-04-01, source: S, provenance: local"


def target(said: str, at: str = AT) -> tuple[str, str]:
    return "targets.yaml", f"- {{measure: {OTHER}, {said}, {at}}}"


def band(said: str) -> tuple[str, str]:
    return "targets.yaml", f"- {{measure: occupancy_registered_pct, {said}, {AT}}}"


def note(said: str) -> tuple[str, str]:
    return "notes.yaml", f"- {{{said}, text: T}}"


def rebase(said: str, times: int = 1) -> tuple[str, str]:
    return "rebases.yaml", f"- {{measure: {OTHER}, {said}, reason: R}}\n" * times


FAULTS = {
    "not YAML": (("targets.yaml", "- measure: a: b\n- c"), "is not YAML near line 1"),
    "no list": (("notes.yaml", "text: hello"), "is not a list of entries"),
    "unknown key": (target("value: 1, colour: red"), "colour is not known here"),
    "a key missing": (target("value: 1", "source: S, provenance: local"), "effective_from is missing"),
    "unknown measure": (note("measure: weather, first_on: 2025-04-01"), "measure is 'weather'; no series"),
    "a list as measure": (note("measure: [a], first_on: 2025-04-01"), "measure is '['a']'; no series"),
    "no amount": (target("home: H01"), "it should say either"),
    "value and band": (target("value: 1, low: 0, high: 2"), "it should say either"),
    "half a band": (band("low: 75"), "both `low` and `high`"),
    "band upside down": (band("low: 95, high: 75"), "low (95) lies above high (75)"),
    "a value where a band belongs": (band("value: 85"), "is given as `low` and `high`"),
    "a band where a value belongs": (target("low: 85, high: 90"), "is given as `value`"),
    "no number": (target("value: high"), "value is 'high'; it should be a number"),
    "no provenance of a target": (target("value: 1", AT.replace("local", "unverified")), "it should be one of"),
    "no date": (target("value: 1", AT.replace("2025-04-01", "soon")), "effective_from is 'soon'; it should be a date"),
    "a time": (note("home: H01, first_on: 2025-04-01 10:00:00"), "it should be a date"),
    "ends before it starts": (
        target("value: 1, effective_to: 2025-03-31"),
        "effective_to (2025-03-31) lies before effective_from (2025-04-01)",
    ),
    "a note that ends before it starts": (
        note("home: H01, first_on: 2025-04-02, last_on: 2025-04-01"), "last_on (2025-04-01) lies before first_on",
    ),
    "a note about nothing": (note("first_on: 2025-04-01"), "for a home, for a measure, or for both"),
    "withdrawn with a value": (target("value: 1, is_withdrawn: true"), "has no value"),
    "a rebase from a year": (rebase("from_period: 2025-26"), "it should be a month or a quarter"),
    "a rebase from no period": (rebase("from_period: 2025-13"), "it should be a month such as"),
    "a rebase for both": (rebase("from_period: 2025-04, home: H01, level: service"), "leave out home or level"),
    "a rebase twice": (rebase("from_period: 2025-04", times=2), "entry 2: it says again what entry 1 says"),
    "a benchmark in another unit": (
        (
            "benchmarks.yaml",
            f"- {{measure: {OTHER}, what: W, value: 1, unit: pounds, period: P, source: S, provenance: official, "
            "is_verified: true}",
        ),
        "it needs is_comparable: false",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_said_with_the_file_and_the_entry(home: Path, name: str) -> None:
    (file, text), said = FAULTS[name]
    written(home, file, text)
    with pytest.raises(FrameworkError) as fault:
        framework_data.read()
    assert said in str(fault.value) and file in str(fault.value)


def test_a_target_of_what_is_neither_better_higher_nor_lower(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    neutral = dataclasses.replace(registry.measures()[OTHER], better="neutral")
    monkeypatch.setattr(registry, "measures", lambda: {OTHER: neutral})
    written(home, "targets.yaml", f"- {{measure: {OTHER}, value: 1, {AT}}}")
    with pytest.raises(FrameworkError, match="neither better higher nor lower"):
        framework_data.read()


@pytest.mark.parametrize(
    ("first_to", "next_from", "is_fault"),
    [("2025-08-31", "2025-09-01", False), ("2025-09-01", "2025-09-01", True), ("", "2025-09-01", True),
     ("2025-08-30", "2025-09-01", False)],
)  # fmt: skip
def test_targets_never_hold_on_one_day(home: Path, first_to: str, next_from: str, is_fault: bool) -> None:
    ending = f", effective_to: {first_to}" if first_to else ""
    first = f"- {{measure: {OTHER}, value: 90{ending}, {AT}}}\n"
    later = f"- {{measure: {OTHER}, value: 92, {AT.replace('2025-04-01', next_from)}}}\n"
    for text in (first + later, later + first):
        written(home, "targets.yaml", text)
        if is_fault:
            with pytest.raises(FrameworkError, match=f"begins on {next_from} while"):
                framework_data.read()
        else:
            assert len([one for one in framework_data.read().targets if one.measure == OTHER]) == 2


NOTES = f"""
- {{home: H01, first_on: 2026-05-10, text: New manager}}
- {{home: H02, measure: {OTHER}, first_on: 2026-05-01, last_on: 2026-06-30, text: School closed}}
- {{measure: {OTHER}, first_on: 2026-04-01, text: Counted otherwise by the schools}}
"""


def test_notes_and_rebases_through_the_door(small_home: Path) -> None:
    """Both sides of each day, of homes and of the scope; the file is read when it is asked for, with no new version."""
    written(small_home, "notes.yaml", NOTES)
    rebases = f"- {{measure: {OTHER}, from_period: 2026-05, reason: All}}\n"
    rebases += f"- {{measure: {OTHER}, from_period: 2026-04, reason: One, home: H01}}\n"
    rebases += f"- {{measure: {OTHER}, from_period: 2026-27-Q2, reason: Service, level: service}}\n"
    written(small_home, "rebases.yaml", rebases)
    session = open_session(LOCAL)

    def texts(*asked: Any, **more: Any) -> list[str]:
        return [note.text.split()[0] for note in session.notes(*asked, **more)]

    assert texts(OTHER) == ["Counted", "School", "New"] and texts() == ["New"]
    assert texts(MEASURE) == ["New"] and texts(OTHER, ["H02"]) == ["Counted", "School"]
    assert texts(OTHER, None, date(2026, 5, 11)) == ["School"]
    assert texts(OTHER, None, date(2026, 6, 30)) == ["School"] and texts(OTHER, None, date(2026, 7, 1)) == []
    assert texts(OTHER, None, date(2026, 1, 1), date(2026, 3, 31)) == []
    assert texts(OTHER, None, date(2026, 1, 1), date(2026, 4, 1)) == ["Counted"]
    assert [one.reason for one in session.rebases(OTHER)] == ["All", "Service"]
    assert [one.reason for one in session.rebases(OTHER, "H01")] == ["One", "All"]
    assert [one.reason for one in session.rebases(OTHER, "H02")] == ["All"]
    with pytest.raises(Unknown):
        session.rebases(OTHER, "H99")

    narrow = open_session(Viewer("one home", frozenset({"H01"}), frozenset({OTHER})))
    assert [note.text for note in narrow.notes(OTHER)] == ["Counted otherwise by the schools", "New manager"]
    for ask in (narrow.benchmarks, narrow.rebases, narrow.notes, narrow.targets, narrow.standards_of):
        with pytest.raises(Unknown):
            ask(MEASURE)  # type: ignore[operator]
    with pytest.raises(Unknown):
        narrow.target(OTHER, "H02", date(2026, 4, 1))

    number = session.version.number
    written(small_home, "notes.yaml", "[]")
    assert open_session(LOCAL).notes(OTHER) == [] and open_session(LOCAL).version.number == number


def test_another_process_s_change_is_seen(home: Path) -> None:
    """Also one of the same length, and one that takes a file away."""
    written(home, "targets.yaml", OWN)
    assert value(framework_data.read().target(OTHER, None, date(2025, 4, 1))) == 90
    path = home / "framework" / "targets.yaml"
    script = f"from pathlib import Path; p = Path({str(path)!r}); p.write_text(p.read_text().replace('90', '91'))"
    subprocess.run([sys.executable, "-c", script], check=True)
    assert value(framework_data.read().target(OTHER, None, date(2025, 4, 1))) == 91
    path.unlink()
    assert value(framework_data.read().target(OTHER, None, date(2025, 4, 1))) is None


def test_a_file_that_cannot_be_used_is_told_by_the_command(small_loaded: Path, tmp_path: Path) -> None:
    from conftest import copy_home

    folder = copy_home(small_loaded, tmp_path / "home")
    written(folder, "notes.yaml", "- {home: H01, first_on: soon, text: T}")
    told = run("warehouse", "figures", "--period", "2026-09", HEARTH_HOME=str(folder), HEARTH_TODAY=TODAY)
    assert (
        told.code == 1 and "notes.yaml, entry 1: first_on is 'soon'" in told.stderr and "Traceback" not in told.stderr
    )


def test_a_series_is_held_against_its_rebase_and_its_target(small_home: Path) -> None:
    asked = ("--measure", OTHER, "--grain", "month", "--from", "2025-11", "--to", "2026-10", "--format", "json")

    def limits() -> list[Any]:
        told = run("warehouse", "series", *asked, HEARTH_HOME=str(small_home), HEARTH_TODAY=TODAY)
        assert told.code == 0, told.stderr
        return [(row["mean"], row["assurance"]) for row in told.rows]

    before = limits()
    assert len({mean for mean, _ in before if mean is not None}) == 1 and not [word for _, word in before if word]
    written(small_home, "rebases.yaml", f"- {{measure: {OTHER}, from_period: 2026-05, reason: R}}")
    written(small_home, "targets.yaml", f"- {{measure: {OTHER}, value: 90, {AT}}}")
    after = limits()
    assert len({mean for mean, _ in after if mean is not None}) == 2
    assert [word for _, word in after if word], "a target gives a word of assurance"


def test_no_figure_is_counted_by_what_is_read_when_asked() -> None:
    for name in registry.READ_WHEN_ASKED:
        assert (registry.FRAMEWORK / name).is_file()
    assert set(framework_data.FILES) < set(registry.READ_WHEN_ASKED)


def test_the_nine_standards_hold_every_indicator_and_measure() -> None:
    standards = quality_standards.standards()
    assert list(standards) == list(range(6, 15))
    primary = {kpi for one in standards.values() for kpi in one.primary}
    for kpi in registry.framework()["indicators"]:
        assert kpi["id"] in primary, f"quality_standards.yaml places {kpi['id']} under no standard as primary"
    for measure in registry.measures().values():
        assert set(measure.standards) <= set(quality_standards.of_measure(measure)), measure.measure


# The framework's mapping of its 21 indicators: primary regulations, then secondary ones.
MAPPING = {
    1: ({13}, {14}), 2: ({13}, {6, 11}), 3: ({13}, {6}), 4: ({13}, {6}), 5: ({13}, set()), 6: ({13}, {6, 12}),
    7: ({14}, {6, 11}), 8: ({6, 14}, {7, 11}), 9: ({7, 12}, {6, 10}), 10: ({7}, {12}), 11: ({7}, {12, 13}),
    12: ({12}, {10, 13}), 13: ({11}, {6, 7, 12}), 14: ({12}, {14}), 15: ({10}, {14}), 16: ({12}, {11, 14}),
    17: ({12}, set()), 18: ({8}, {14}), 19: ({9}, {8, 11}), 20: ({9, 10}, set()), 21: ({10}, {6, 9}),
}  # fmt: skip


def test_the_21_indicators_speak_to_the_standards_that_the_framework_says() -> None:
    standards = quality_standards.standards().items()
    for kpi in registry.framework()["indicators"]:
        if kpi["number"]:
            primary = {number for number, one in standards if kpi["id"] in one.primary}
            secondary = {number for number, one in standards if kpi["id"] in one.secondary}
            assert (primary, secondary) == MAPPING[kpi["number"]], kpi["id"]


def test_every_audit_line_has_its_place() -> None:
    items = quality_standards.appendix_items()
    assert len(items) == 112 and len({item.item for item in items}) == 112
    assert len([item for item in items if item.appendix == "A"]) == 20
    assert len({item.section for item in items if item.appendix == "B"}) == 24
    assert [item.appendix for item in items] == sorted(item.appendix for item in items)
    for item in items:
        assert set(item.regulations) <= set(range(6, 15)) and item.primary in item.regulations and item.text
    assert len([item for item in items if item.note]) == 3


def test_what_is_known_of_a_regulation_through_the_door(small_home: Path) -> None:
    session = open_session(LOCAL)
    primary, secondary = (session.measures_of_standard(12, bearing) for bearing in ("primary", "secondary"))
    assert "missing_episodes_n" in primary and "restraint_n" in primary and not set(primary) & set(secondary)
    assert MEASURE in session.measures_of_standard(13, "primary") and session.standards_of(MEASURE) == {
        13: "primary", 6: "secondary",
    }  # fmt: skip
    assert {item.section for item in session.appendix_items(8)} == {"A3"}
    assert len(session.appendix_items()) == 112
    narrow = open_session(Viewer("one measure", None, frozenset({OTHER})))
    assert list(narrow.measures_of_standard(8, "primary")) == [OTHER]
    assert not narrow.measures_of_standard(12, "primary")
    with pytest.raises(Unknown):
        session.measures_of_standard(15, "primary")


def test_the_command_lists_measures_with_its_columns() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "warehouse", "measures", "--format", "csv"], cwd=REPOSITORY, capture_output=True,
        text=True, check=True, env=dict(os.environ),
    )  # fmt: skip
    lines = told.stdout.splitlines()
    assert lines[0] == "measure,kpi,area,title,kind,unit,better,standards,source"
    assert len(lines) == len(registry.measures()) + 1


def test_the_page_of_measures_is_up_to_date() -> None:
    """No measure is missing from the documentation, nor anything that its file says."""
    page = measure_pages.PAGE.read_text("utf-8")
    for measure in registry.measures().values():
        assert f"#### {measure.title}\n\n`{measure.measure}`: " in page, f"docs/measures.md lacks {measure.measure}"
    assert page == measure_pages.measures_markdown(), "Run: python -m warehouse.measure_pages"
    assert page.count("#### ") == len(registry.measures())


def test_a_measure_says_all_of_itself_on_its_page() -> None:
    measure = registry.measures()[MEASURE]
    said = measure_pages._measure(measure)
    for text in (measure.definition, measure.numerator, measure.denominator or "", measure.source, *measure.rulings):
        assert text in said
    assert "percent; higher is better" in said and "control chart" in said
    assert "Quality standards: regulation 13; bears on 6" in said


def test_the_demonstration_notes_where_its_figures_turn(home: Path) -> None:
    points = turning_points(homes=3, years=2, seed=7, until=date(2026, 11, 3))
    demonstration.write_notes(points)
    notes = framework_data.read().notes
    assert [(note.home, note.first_on, note.last_on) for note in notes] == [
        (point.home_id, point.changed_on, point.changed_on) for point in points
    ]
    assert len(points) == 2 and "for the better" in notes[0].text and "missing episodes" in notes[0].text
    written(home, "notes.yaml", "[]")
    demonstration.write_notes(points)
    assert framework_data.read().notes == (), "what a council wrote stays"
