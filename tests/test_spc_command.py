"""`python -m warehouse spc` and the chart columns of `series`, as a script would use them."""

from __future__ import annotations

import contextlib
import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.conftest import REPOSITORY, Answer
from tests.test_spc import OUTLIER
from warehouse.__main__ import main
from warehouse.spc.columns import COLUMNS

NAMES = ("period", "numerator", "denominator", "value", "status", *COLUMNS)


def _asked(*args: object, given_text: str = "") -> Answer:
    """`python -m warehouse args` in this process with this text on standard input."""
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err),
    ):  # fmt: skip
        patch.setattr("sys.stdin", io.StringIO(given_text))
        try:
            code = main([str(arg) for arg in args])
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Answer(code, out.getvalue(), err.getvalue())


def _csv(values: list[object], first: int = 1) -> str:
    """Months from January 2024 on, each with its value; None leaves the cell empty."""
    months = [f"{2024 + place // 12}-{place % 12 + 1:02d}" for place in range(first - 1, first - 1 + len(values))]
    rows = [f"{month},{'' if value is None else value}" for month, value in zip(months, values, strict=True)]
    return "\n".join(["period,value", *rows]) + "\n"


def _spc(text: str, *args: object) -> list[dict[str, str]]:
    answer = _asked("spc", *args, "--format", "csv", given_text=text)
    assert (answer.code, answer.stderr) == (0, "")
    return answer.table


def test_the_published_vector_on_the_command_line() -> None:
    rows = _spc(_csv(OUTLIER), "--better", "lower", "--target", "3")
    assert tuple(rows[0]) == NAMES
    assert [round(float(rows[0][name]), 4) for name in COLUMNS[:3]] == [1.9444, -0.7156, 4.6044]
    assert [row["point"] for row in rows] == ["common"] * 4 + ["outside_limits_high"] + ["common"] * 13
    assert {row["baseline"] for row in rows} == {"firm"}
    assert [(row["variation"], row["assurance"]) for row in rows[-2:]] == [("", ""), ("common", "inconsistent")]
    unscreened = _spc(_csv(OUTLIER), "--no-screen")
    assert [round(float(unscreened[7][name]), 4) for name in COLUMNS[1:3]] == [-3.0626, 6.9515]
    assert unscreened[-1]["assurance"] == ""


def test_json_and_table_say_the_same() -> None:
    rows = _asked("spc", "--format", "json", given_text=_csv([1, None, 2.5])).rows
    assert tuple(rows[0]) == NAMES
    assert [row["value"] for row in rows] == [1, None, 2.5]
    assert [row["status"] for row in rows] == ["ok", "x", "ok"]
    assert [row["variation"] for row in rows] == [None, None, "not_enough_data"]
    assert [row["point"] for row in rows] == ["common", None, "common"]
    assert "not_enough_data" in _asked("spc", given_text=_csv([1, None, 2.5])).stdout


def test_the_icons_stand_on_the_last_row_with_a_value() -> None:
    rows = _spc(_csv([*OUTLIER, None, None]), "--better", "higher", "--target", "-5")
    assert [row["variation"] for row in rows] == [""] * 17 + ["common", "", ""]
    assert [row["assurance"] for row in rows] == [""] * 17 + ["pass", "", ""]
    assert {row["upper_limit"] for row in rows} == {rows[0]["upper_limit"]}
    assert [row["variation"] for row in _spc(_csv([None, None]))] == ["", "not_enough_data"]


def test_rebases_and_a_fixed_baseline() -> None:
    text = _csv([1, 2] * 6 + [11, 12] * 6 + [40, 41])
    rows = _spc(text, "--rebase", "2025-01", "--rebase", "2026-01", "--fix-after", "12")
    assert [rows[place]["mean"] for place in (0, 11, 12, 23, 24)] == ["1.5", "1.5", "11.5", "11.5", "40.5"]
    assert [rows[place]["baseline"] for place in (0, 12, 24)] == ["firm", "firm", "trial"]
    assert {row["point"] for row in rows} == {"common"}
    fixed = _spc(text, "--fix-after", "12", "--better", "higher")
    assert (fixed[0]["mean"], fixed[-1]["variation"]) == ("1.5", "improvement_high")


def test_an_absent_period_breaks_a_trend() -> None:
    rising = [1, 1.2, 1.4, 1.6, 1.8, 2, 2.2]
    base = [1, 2] * 6
    together = _spc(_csv([*base, *rising]), "--fix-after", "12")
    parted = _spc(_csv([*base, *rising[:4]]) + _csv(rising[4:], 18).partition("\n")[2], "--fix-after", "12")
    assert {row["point"] for row in together[12:]} == {"trend_high"}
    assert {row["point"] for row in parted} == {"common"}
    assert len(parted) == 19
    assert parted[0]["mean"] == parted[-1]["mean"]


def test_quarters_years_and_names_of_ones_own() -> None:
    for periods in (["2024-25-Q3", "2024-25-Q4", "2025-26-Q1"], ["2023-24", "2024-25"], ["week 1", "week 2"],
                    ["2024-01-01", "2024-01-08"]):  # fmt: skip
        text = "period,value\n" + "\n".join(f"{name},{place}" for place, name in enumerate(periods))
        assert [row["period"] for row in _spc(text)] == periods


@given(some.lists(some.integers(0, 5), min_size=1, max_size=20), some.randoms())
def test_the_order_of_the_rows_does_not_matter(values: list[int], random: object) -> None:
    head, *rows = _csv(list(values)).splitlines()
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _spc("\n".join([head, *shuffled])) == _spc("\n".join([head, *rows]))


def test_a_file_as_spreadsheets_write_it() -> None:
    text = '\ufeffPeriod , Value ,note\r\n2024-01,1,a\r\n\r\n"2024-02", 2 ,b\r\n2024-03\r\n,,\r\n'
    assert [(row["period"], row["value"]) for row in _spc(text)] == [
        ("2024-01", "1"),
        ("2024-02", "2"),
        ("2024-03", ""),
    ]


@pytest.mark.parametrize(
    "args, said",
    [
        (["--fix-after", "11"], "12 points or more, not after '11'"),
        (["--fix-after", "twelve"], "12 points or more"),
        (["--rebase", "2030-01"], "--rebase 2030-01: no row has this period. Name one of 2024-01 to 2025-06."),
        (["--rebase", "2024-05", "--rebase", "May"], "--rebase May"),
        (["--target", "high"], "'high' is not a number"),
        (["--target", "nan"], "'nan' is not a number"),
        (["--better", "up"], "invalid choice: 'up'"),
        (["--measure", "x"], "unrecognized arguments"),
    ],
)
def test_wrong_usage(args: list[str], said: str) -> None:
    answer = _asked("spc", *args, given_text=_csv(OUTLIER))
    assert (answer.code, answer.stdout) == (2, "")
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "row 1: has no column 'period'"),
        ("period\n2024-01\n", "row 1: has no column 'value'"),
        ("period,value,value\n2024-01,1,2\n", "more than one column 'value'"),
        ("period,value\n\n", "has no rows"),
        ("period,value\n2024-01,1\n2024-02,many\n", "row 3, column value: 'many' is not a number"),
        ("period,value\n2024-01,inf\n", "row 2, column value"),
        ("period,value\n2024-01,1_000\n", "row 2, column value"),
        ("period,value\n,3\n", "row 2, column period: is empty"),
        ("period,value\n2024-01,1\n2024-01,2\n", "row 3, column period: 2024-01 stands in row 2 too"),
        ("period,value\n2024-01,1\nFeb 24,2\n", "row 3, column period: 'Feb 24' is not a month as 2024-01 is"),
        ("period,value\nJan 24,1\n2024-25-Q1,2\n", "row 2, column period: 'Jan 24' is not a quarter as 2024-25-Q1 is"),
        ("period,value\n2024-01,1\n2024-25,2\n", "row 3, column period: '2024-25' is not a month"),
    ],
)
def test_bad_data(text: str, said: str) -> None:
    answer = _asked("spc", given_text=text)
    assert (answer.code, answer.stdout) == (1, "")
    assert answer.stderr.startswith("standard input")
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_bytes_that_are_no_text() -> None:
    """A workbook, or a CSV in another encoding, is refused in words."""
    done = subprocess.run(
        [sys.executable, "-m", "warehouse", "spc"], input=b"period,value\nM\xe4rz,1\n", capture_output=True,
        cwd=REPOSITORY, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().strip() == "standard input: is not UTF-8 text. Save it as CSV in UTF-8."


def _series(measure: str, *args: str) -> list[dict[str, str]]:
    answer = _asked(
        "series", "--measure", measure, "--grain", "month", "--from", "2025-04", "--to", "2026-10", *args,
        "--format", "csv",
    )  # fmt: skip
    assert (answer.code, answer.stderr) == (0, "")
    return answer.table


@pytest.mark.parametrize("measure, better", [("attendance_pct", "higher"), ("away_episodes_n", "lower"),
                                             ("occupancy_registered_pct", "band")])  # fmt: skip
def test_series_says_what_the_method_alone_says(small_home: Path, measure: str, better: str) -> None:
    """Only the published figures go through `spc`, and the same chart comes out."""
    rows = _series(measure)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["period", "value"])
    writer.writerows([[row["period"], row["value"]] for row in rows])
    alone = _spc(out.getvalue(), "--better", better)
    assert [[row[name] for name in COLUMNS] for row in rows] == [[row[name] for name in COLUMNS] for row in alone]
    assert rows[0]["baseline"] in ("firm", "trial")
    assert len([row for row in rows if row["variation"]]) == 1


@pytest.mark.parametrize("measure", ["turnover_12m_pct", "injury_incidents_n", "missing_children_pct"])
def test_series_that_never_have_limits(small_home: Path, measure: str) -> None:
    """Twelve months that overlap, rare events and few children: another chart, so no words of this one."""
    rows = _series(measure)
    assert {tuple(row[name] for name in COLUMNS) for row in rows} == {("", "", "", "", "", "", "none")}
