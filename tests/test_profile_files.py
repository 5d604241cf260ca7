"""Profiles as files: the documented example works, and what cannot be meant is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import REPOSITORY, call, load, stored

from data_contracts import profile_folder, profile_reading
from data_contracts.contract import contracts
from data_contracts.profile import ProfileError
from pipelines.profiling import dates
from sample_data.dirty_tools import write_csv

DOCUMENT = REPOSITORY / "docs" / "profiles.md"
EXAMPLE = re.search(r"```yaml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[1]  # type: ignore[index]


def test_every_profile_that_comes_with_hearth_is_documented() -> None:
    known = profile_folder.profiles(contracts())
    assert {path.stem for path in profile_folder.FOLDER.glob("*.yaml")} == set(known)
    text = DOCUMENT.read_text("utf-8")
    assert [name for name in known if f"`{name}`" not in text] == []
    words = {
        *profile_reading.KEYS, *profile_reading.RECOGNISED_KEYS, *profile_reading.FACT_KEYS,
        *profile_reading.UNPIVOT_KEYS, *profile_reading.WORD_KEYS - {"says"}, *profile_reading.COLUMN_KEYS,
    }  # fmt: skip
    assert [word for word in sorted(words) if f"`{word}" not in text] == []


def test_the_documented_example_loads(home: Path, tmp_path: Path) -> None:
    (home / "profiles").mkdir(parents=True)
    (home / "profiles" / "leisure_log.yaml").write_text(EXAMPLE, "utf-8")
    children = [("child_id", "date_of_birth"), ("C1", "2011-05-14"), ("C2", "2012-09-02")]
    write_csv(tmp_path / "children.csv", children)
    rows = [
        ("Young people", "When", "Minutes", "Session", "Instructor"),
        ("C1 & C2", "02/03/26", 60, "Footie", "Sam"),
        ("C1 and C2", "2 Mar 2026", 45, "Swim", "Sam"),
        ("C1", "02/03/2026", 45, "Swim", "Sam"),
        ("Total", "", 150, "", ""),
    ]
    write_csv(tmp_path / "log.csv", rows)
    answer = load(tmp_path)
    assert [(row["file"], row["rows_read"], row["added"], row["quarantined"]) for row in answer.rows] == [
        ("children.csv", 2, 2, 0), ("log.csv", 3, 2, 1)
    ]  # fmt: skip
    assert "several values in a cell of child_ids were parted" in answer.stderr
    assert "row 5 begins with Total" in answer.stderr or "row 5 holds totals" in answer.stderr
    assert stored("select activity_id, child_ids, date, name, minutes from activities order by 1") == [
        ("LC-C1;C2-2026-03-02-football", "C1;C2", date(2026, 3, 2), "football", 60),
        ("LC-C1;C2-2026-03-02-swimming", "C1;C2", date(2026, 3, 2), "swimming", 45),
    ]
    (issue,) = [row for row in call("issues", "--format", "json").rows if row["severity"] == "error"]
    assert (issue["row"], issue["column"], issue["rule"]) == (4, "date", "date_style")


def test_a_cell_that_is_split_gives_a_row_for_each(home: Path, tmp_path: Path) -> None:
    text = """
profile: journeys_log
version: 1.0.0
dataset: journeys
title: Journeys
recognised_by: {headings: [Who, Day, How]}
columns:
  journey_id: {made_from: [child_id, date], prefix: J}
  child_id: {headings: [Who], split: ['&']}
  date: {headings: [Day]}
  purpose: {constant: school}
  mode: {headings: [How], values: {On foot: walk}}
"""
    (home / "profiles").mkdir(parents=True)
    (home / "profiles" / "journeys_log.yaml").write_text(text, "utf-8")
    write_csv(tmp_path / "children.csv", [("child_id", "date_of_birth"), ("C1", "2011-05-14"), ("C2", "2012-09-02")])
    write_csv(tmp_path / "log.csv", [("Who", "Day", "How"), ("C1 & C2", "02/03/2026", "on foot")])
    assert load(tmp_path).code == 0
    assert stored("select journey_id, child_id, mode, sheet_row from journeys order by 1") == [
        ("J-C1-2026-03-02", "C1", "walk", 2), ("J-C2-2026-03-02", "C2", "walk", 2)
    ]  # fmt: skip


def test_two_profiles_that_fit_alike_are_refused_until_one_is_named(home: Path, tmp_path: Path) -> None:
    (home / "profiles").mkdir(parents=True)
    for name in ("leisure_log", "leisure_twin"):
        text = EXAMPLE.replace("profile: leisure_log", f"profile: {name}")
        (home / "profiles" / f"{name}.yaml").write_text(text, "utf-8")
    rows = [("Young people", "When", "Minutes", "Session"), ("C1", "02/03/26", 60, "Footie")]
    write_csv(tmp_path / "log.csv", rows)
    assert "fit the profiles leisure_log and leisure_twin alike" in load(tmp_path).stderr
    assert load(tmp_path, "--profile", "leisure_twin").rows[0]["rows_read"] == 1


def changed(change: Callable[[dict], object]) -> str:
    document = yaml.safe_load(EXAMPLE)
    change(document)
    return yaml.safe_dump(document)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", ("is not YAML",)),
        ("just text", ("write it as a list of settings",)),
        (changed(lambda d: d.update(colour="red")), ("'colour' is not known here", "columns")),
        (changed(lambda d: d.pop("version")), ("'version' is missing",)),
        (changed(lambda d: d["recognised_by"].pop("headings")), ("recognised_by", "one at the least")),
        (changed(lambda d: d.update(refuses="no")), ("either `columns` or",)),
        (changed(lambda d: d["columns"]["date"].update(form="x")), ("columns, date", "'form' is not known here")),
        (changed(lambda d: d["columns"]["date"].update(constant="x")), ("columns, date", "needs just one of")),
        (changed(lambda d: d["columns"]["date"].update(dates=["soon"])), ("columns, date", "'soon' is not a way")),
        (changed(lambda d: d["columns"]["name"].update(values={1: "one"})), ("columns, name", "in quotation marks")),
        (changed(lambda d: d["columns"]["name"].update(pattern="x")), ("columns, name", "'remedy' is missing")),
        (changed(lambda d: d["columns"]["name"].update(pattern="(", remedy="x")), ("not a regular expression",)),
        (changed(lambda d: d["columns"]["name"].update(dates="dd/mm/yy")), ("has `dates`, but the column",)),
        (changed(lambda d: d["columns"].update(shoe={"constant": "9"})), ("columns, shoe", "has no such column")),
        (changed(lambda d: d["columns"].pop("minutes")), ("activities needs minutes as well",)),
        (changed(lambda d: d["columns"].update(minutes={"from": "cell"})), ("'cell' is not there",)),
        (changed(lambda d: d["columns"]["activity_id"].update(made_from=["shoe"])), ("'shoe' is neither a column",)),
        (changed(lambda d: d["columns"]["name"].update(found_by="residence")), ("does not let it be found by",)),
        (changed(lambda d: d["columns"]["name"].update(found_by="children.shoe")), ("there is no children.shoe",)),
        (changed(lambda d: d.update(dataset="shoes")), ("'shoes' is not a dataset",)),
        (changed(lambda d: d.update(unpivot={"columns": "weeks"})), ("unpivot, columns: 'weeks' is not known",)),
        (changed(lambda d: d.update(unpivot={"columns": "sessions"})), ("sessions need one fact",)),
        (changed(lambda d: d.update(facts={"week": {"reads": "year"}})), ("facts, week, reads: 'year'",)),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_its_place(text: str, words: tuple[str, ...]) -> None:
    with pytest.raises(ProfileError) as refused:
        profile_folder.check(profile_reading.parse(text, "x.yaml"), contracts(), "x.yaml")
    assert str(refused.value).startswith("x.yaml")
    assert [word for word in words if word not in str(refused.value)] == []


def test_a_wrong_profile_is_told_by_the_command(home: Path, tmp_path: Path) -> None:
    (home / "profiles").mkdir(parents=True)
    (home / "profiles" / "leisure_log.yaml").write_text(EXAMPLE.replace("dataset", "set"), "utf-8")
    write_csv(tmp_path / "children.csv", [("child_id", "date_of_birth"), ("C1", "2011-05-14")])
    answer = load(tmp_path)
    assert answer.code == 1 and "leisure_log.yaml: 'set' is not known here" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("said", "styles", "near", "day"),
    [
        ("03/09/24", ["dd/mm/yyyy", "dd/mm/yy"], None, date(2024, 9, 3)),
        ("03/09/24", ["dd/mm/yyyy"], None, None),
        ("3.9.2024", ["dd/mm/yyyy"], None, date(2024, 9, 3)),
        ("03/09/68", ["dd/mm/yy"], None, date(2068, 9, 3)),
        ("03/09/69", ["dd/mm/yy"], None, date(1969, 9, 3)),
        ("31/02/24", ["dd/mm/yy"], None, None),
        ("29/2", ["dd/mm"], date(2024, 2, 1), date(2024, 2, 29)),
        ("29/2", ["dd/mm"], date(2026, 2, 1), None),
        ("28/12", ["dd/mm"], date(2026, 1, 1), date(2025, 12, 28)),
        ("3/1", ["dd/mm"], date(2025, 12, 1), date(2026, 1, 3)),
        ("3 Sept 2024", ["dd mmm yyyy"], None, date(2024, 9, 3)),
        ("03/09/2024 00:00:00", ["dd/mm/yyyy"], None, date(2024, 9, 3)),
        ("03/09/2024 09:00", ["dd/mm/yyyy"], None, None),
        ("09/03/2024", ["mm/dd/yyyy"], None, date(2024, 9, 3)),
    ],
)  # fmt: skip
def test_dates_are_read_as_the_profile_says(said: str, styles: list[str], near: date | None, day: date | None) -> None:
    found = dates.read(said, styles, near)
    assert (found and found.value) == day


@pytest.mark.parametrize(
    ("heading", "month"),
    [
        ("Apr-24", (2024, 4)), ("April 2024", (2024, 4)), ("Apr '24", (2024, 4)), ("04/2024", (2024, 4)),
        ("2024-04", (2024, 4)), ("01/04/2024", (2024, 4)), (date(2024, 4, 1), (2024, 4)), ("Sept", (None, 9)),
        ("Name", None), ("13/2024", None), ("Marked", None), ("", None), (4.0, None),
    ],
)  # fmt: skip
def test_headings_that_are_months(heading: object, month: tuple[int | None, int] | None) -> None:
    assert dates.month(heading) == month


@pytest.mark.parametrize(
    ("heading", "session"),
    [
        ("Mon AM", (0, "AM")),
        ("Friday pm", (4, "PM")),
        ("Weds-AM", (2, "AM")),
        ("Monday", None),
        ("AM", None),
    ],
)
def test_headings_that_are_sessions(heading: object, session: tuple[int, str] | None) -> None:
    assert dates.session(heading) == session
