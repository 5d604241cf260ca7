"""The pages without a browser: they only define, and what they say, choose and save is right."""

from __future__ import annotations

import ast
import csv
import dataclasses
import io
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from conftest import REPOSITORY
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pages.parts import cards, downloads, filters, words
from pages.parts.filters import Choice
from warehouse import periods, registry

FILES = sorted((REPOSITORY / "pages").rglob("*.py"))
TODAY = date(2026, 11, 4)
# Runs every page file as Streamlit would under its own address; whatever draws or reads fails.
RUN_ALL = """
import runpy, sys
from streamlit.delta_generator import DeltaGenerator
from warehouse import engine, versions

def refuse(*args, **kwargs):
    raise AssertionError("a page file did something when it was only run")

DeltaGenerator._enqueue = DeltaGenerator._block = refuse
engine.Database.__init__ = versions.current = refuse
for path in sys.argv[1:]:
    runpy.run_path(path, run_name="__main__")
print(len(sys.argv) - 1)
"""


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def session(last: date | None = date(2026, 10, 31), today: date = TODAY) -> Any:
    """As much of a session as choosing a period needs."""
    return SimpleNamespace(today=today, last_day_with_data=lambda: last)


def measure(unit: str = "percent") -> Any:
    return next(known for known in registry.measures().values() if known.unit == unit)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_page_file_only_defines(path: Path) -> None:
    """Its top level names things: no call stands alone, and none of Streamlit's is made."""
    tree = ast.parse(path.read_text("utf-8"))
    allowed = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
    for place, node in enumerate(tree.body):
        is_docstring = place == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        assert is_docstring or isinstance(node, allowed), f"line {node.lineno} runs"
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            named = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
            assert not named & {"st", "streamlit"}, f"line {node.lineno} draws"


def test_running_a_page_file_draws_nothing_and_reads_nothing() -> None:
    command = [sys.executable, "-W", "ignore", "-c", RUN_ALL, *map(str, FILES)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(len(FILES))]


def test_no_address_is_the_name_of_a_page_file() -> None:
    tree = ast.parse((REPOSITORY / "app.py").read_text("utf-8"))
    pages = next(
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES"
    )
    assert isinstance(pages, ast.Dict)
    addresses = [ast.literal_eval(page.elts[3]) for page in pages.values if isinstance(page, ast.Tuple)]
    assert len(set(addresses)) == len(pages.keys) == len(addresses) >= 6
    assert not set(addresses) & {path.stem for path in FILES}


@pytest.mark.parametrize(
    ("last", "today", "text"),
    [
        (date(2026, 10, 31), TODAY, "2026-27-Q2"),
        (date(2026, 9, 30), TODAY, "2026-27-Q2"),
        (date(2026, 6, 15), TODAY, "2026-27-Q1"),
        (date(2026, 9, 29), date(2026, 9, 30), "2026-27-Q1"),
        (date(2026, 9, 30), date(2026, 10, 1), "2026-27-Q2"),
        (date(2027, 2, 1), TODAY, "2026-27-Q2"),
        (date(2026, 2, 1), date(2026, 4, 2), "2025-26-Q4"),
        (None, TODAY, "2026-27-Q2"),
    ],
)
def test_the_last_complete_quarter_with_data_is_shown_first(last: date | None, today: date, text: str) -> None:
    assert filters.default_period(session(last, today)).text == text


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        (None, "2026-27-Q2", ""),
        ("", "2026-27-Q2", ""),
        ("2026-10", "2026-10", ""),
        ("2025-26", "2025-26", ""),
        ("2026-04-01..2026-04-30", "2026-04-01..2026-04-30", ""),
        ("last week", "2026-27-Q2", "cannot be read"),
        ("2026-13", "2026-27-Q2", "cannot be read"),
        ("1999-04-01..1999-05-01", "2026-27-Q2", "far from any data"),
        ("2039-40-Q1", "2026-27-Q2", "far from any data"),
    ],
)
def test_the_period_in_the_address_or_a_sentence(
    asked: str | None, text: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters.st, "query_params", {} if asked is None else {"period": asked})
    found, sentence = filters._period_asked(session())
    assert found.text == text and said in sentence and bool(sentence) == bool(said)
    if said:
        assert sentence.endswith("so July to September 2026 is shown.")


def test_the_periods_on_offer_hold_the_one_that_is_shown() -> None:
    odd = periods.parse("2026-04-01..2026-04-09")
    for picked in (odd, filters.default_period(session())):
        offered, said = filters._period_options(session(), picked)
        assert picked.text in offered and len(set(offered)) == len(offered) and set(said) == set(offered)
    assert said["2026-27-Q3"].endswith(", so far") and said["2026-27-Q2"] == "July to September 2026"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+44 7700 900000", "'+44 7700 900000"), ("-", "'-"), ("-1-2", "'-1-2"), ("@A1", "'@A1"),
        ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), ("-5", "-5"), ("+5", "+5"), ("-5.25", "-5.25"),
        ("Umar Asare",) * 2, ("", ""), (None, ""), (float("nan"), ""), (pd.NaT, ""), (-5, "-5"),
        (-0.5, "-0.5"), (12.0, "12"), (1234567.0, "1234567"), (0.1, "0.1"), (True, "True"),
        (date(2026, 6, 1), "2026-06-01"), (datetime(2026, 6, 1), "2026-06-01"),
        (pd.Timestamp("2026-06-01"), "2026-06-01"),
    ],
)  # fmt: skip
def test_a_cell_of_a_file(cell: Any, written: str) -> None:
    assert downloads.guarded(cell) == written


CELLS = st.one_of(
    st.none(), st.text(max_size=12), st.floats(), st.integers(), st.dates(),
    st.builds("{}{}".format, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'", '"']), st.text(max_size=8)),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6), heading=st.text(max_size=8))
@example(rows=[("=cmd|' /C calc'!A0", "-2+3")], heading="@here")
def test_no_cell_of_a_file_can_start_a_formula(rows: list[tuple[Any, Any]], heading: str) -> None:
    table = pd.DataFrame([[*row] for row in rows], columns=[heading, f"{heading}2"], dtype=object)
    data = downloads.as_csv(table)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(read) == len(rows) + 1 and {len(row) for row in read} == {2}
    for cell in [cell for row in read for cell in row]:
        is_number = re.fullmatch(r"[+-]?(\d+([.,]\d+)*(e[+-]?\d+)?|inf)", cell)
        assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), repr(cell)


def test_a_file_says_in_its_name_what_it_holds() -> None:
    choice = Choice(periods.parse("2025-26-Q1"), "H01", "Birch House", "attendance_pct")
    assert downloads.file_name(choice) == "hearth-attendance_pct-2025-26-Q1-H01.csv"
    spread = Choice(periods.parse("2026-04-01..2026-04-30"), "../H 1", "Odd", "attendance_pct")
    assert downloads.file_name(spread, "months") == ("hearth-attendance_pct-2026-04-01-to-2026-04-30-___H_1-months.csv")


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (100.0, "100%"), (99.97, "99.9%"), (99.951, "99.9%"), (99.94, "99.9%"), (0.0, "0%"), (0.02, "0.1%"),
        (0.06, "0.1%"), (84.0, "84%"), (84.04, "84%"), (84.05, "84.1%"), (84.25, "84.3%"), (104.2, "104.2%"),
        (100.04, "100%"),
    ],
)  # fmt: skip
def test_a_percentage_is_rounded_but_never_to_all_or_none(amount: float, said: str) -> None:
    assert words.value(measure(), amount, "ok") == said


@given(numerator=st.integers(0, 10_000), denominator=st.integers(1, 10_000))
def test_all_and_none_are_said_of_nothing_else(numerator: int, denominator: int) -> None:
    numerator = min(numerator, denominator)
    said = words.value(measure(), numerator / denominator * 100, "ok")
    assert (said == "100%") == (numerator == denominator) and (said == "0%") == (numerator == 0)


def test_a_rate_of_some_is_not_nothing() -> None:
    rate = measure("per_1000_bed_nights")
    assert [words.value(rate, amount, "ok") for amount in (0.0, 0.02, 5.44, 5.0)] == ["0", "0.1", "5.4", "5"]


@pytest.mark.parametrize("status", ["z", "x", "c"])
def test_what_has_no_figure_has_a_word(status: str) -> None:
    assert words.value(measure(), None, status) == words.STATUS[status]


def test_a_long_title_is_broken_between_words_and_never_cut() -> None:
    long = "Children who know their rights, entitlements, how to complain and the rules"
    lines = cards._lines(long).split("  \n")
    assert len(lines) == 3 and all(line.startswith("**") and line.endswith("**") for line in lines)
    assert " ".join(line.strip("*") for line in lines) == long
    assert cards._lines("School attendance") == "**School attendance**"


def test_every_measure_has_words_for_its_unit() -> None:
    said = {measure.measure: words.unit(measure) for measure in registry.measures().values()}
    assert all(text[0].isupper() and "_" not in text for text in said.values())
    assert said["attendance_pct"] == "Percent" and said["missing_episodes_n"] == "Number of episodes"
    assert said["restraint_per_1000_bn"] == "Number for every 1,000 nights"


@pytest.mark.parametrize(
    ("unit", "amount", "said"),
    [
        ("grade", 4.0, "Outstanding"), ("grade", 3.0, "Good"), ("grade", 2.0, "Requires improvement"),
        ("grade", 1.0, "Inadequate"), ("grade", 0.0, "0"), ("pounds", 1234.56, "£1,235"), ("pounds", -500.0, "−£500"),
        ("pounds", 0.0, "£0"), ("hours_per_child_week", 5.25, "5.3"),
    ],
)  # fmt: skip
def test_a_grade_is_a_word_and_money_has_its_sign(unit: str, amount: float, said: str) -> None:
    assert words.value(dataclasses.replace(measure(), unit=unit), amount, "ok") == said


def test_why_there_is_no_figure_is_said_with_and_without_a_denominator() -> None:
    quarter = periods.parse("2026-27-Q2")
    none = SimpleNamespace(status="z", numerator=None, denominator=None, value=None)
    share, count = measure(), measure("episodes")
    assert f"there were no {share.denominator}, so" in words.figure_said(share, none, quarter, "here")
    assert "there was nothing to go by, so" in words.figure_said(count, none, quarter, "here")


def test_what_stands_behind_a_figure() -> None:
    share, rate, count = measure(), measure("per_1000_bed_nights"), measure("episodes")
    assert words.n_of_d(share, 465, 552, "ok") == f"465 of 552 {share.denominator}"
    assert words.n_of_d(share, 1465.0, 1552.0, "ok") == f"1,465 of 1,552 {share.denominator}"
    assert words.n_of_d(share, None, None, "x") == "no export covers this period"
    assert words.n_of_d(share, 0, 0, "z") == f"no {share.denominator}"
    assert words.n_of_d(rate, 3, 552, "ok") == f"3 {rate.numerator} in 552 {rate.denominator}"
    assert words.n_of_d(count, 4, None, "ok") == count.numerator


def test_numbers_and_lists_in_words() -> None:
    assert [words.number(amount) for amount in (1234.0, 26.25, None, float("nan"))] == ["1,234", "26.3", "–", "–"]
    assert [words.counted(amount, "children missing") for amount in (1, 2)] == ["1 child missing", "2 children missing"]
    assert [words.listed(list(items)) for items in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert words.ordered_rows([2, 3, 4, 9, 11]) == "rows 2 to 4, 9 and 11" and words.ordered_rows([7]) == "row 7"
    assert words.ordered_rows([1, 3, 5, 7], runs_said=2) == "rows 1, 3 and 2 more"
    assert [words.how_long(hours) for hours in (0.5, 6, 72)] == ["30 minutes", "6 hours", "3 days"]


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (date(2026, 11, 4), "today"), (date(2026, 11, 3), "yesterday"), (date(2026, 10, 30), "5 days ago"),
        (date(2026, 9, 5), "1 month ago"), (date(2026, 4, 4), "7 months ago"), (date(2026, 4, 5), "6 months ago"),
        (date(2024, 11, 4), "2 years ago"),
    ],
)  # fmt: skip
def test_how_long_ago_a_day_was(then: date, said: str) -> None:
    assert words.ago(then, TODAY) == said


@given(text=st.text(alphabet=st.characters(codec="ascii", categories=("P", "S", "L", "Zs")), max_size=20))
def test_a_name_is_never_read_as_markdown(text: str) -> None:
    """Every sign of Markdown and of Streamlit's own additions is behind a backslash; without, the text is the same."""
    said = words.plain(text)
    assert re.sub(r"\\(.)", r"\1", said) == " ".join(text.split())
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]~:$<>|#]", said)
