"""Whether the data can be relied on: its age, what was sent, what was set aside and why, and every check."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data_contracts.contract import contracts
from pages.parts import downloads, quality, words
from pages.parts.freshness import OLD_AFTER_DAYS
from warehouse.session import Session

EVERY = "all"
ROW_COUNTS = ("Rows that count", "Waiting", "Refused")
FAULTS_ON_A_PAGE = 20
SHEETS_ON_A_PAGE = 25


def render(session: Session) -> None:
    """Draws the verdict, the age of every dataset, and below them what was set aside, sent and checked."""
    issues, ages = session.issues(), list(session.data_age().itertuples())
    st.title("Data quality", anchor=False)
    st.markdown("Is the data good enough to rely on?")
    with st.container(border=True):
        st.markdown(quality.verdict(issues, ages, session.today, OLD_AFTER_DAYS))
    _ages(session, ages)
    aside, sent, checks = st.tabs(["Set aside", "Submissions", "Checks"], key="part", bind="query-params")
    if aside.open:
        with aside:
            _set_aside(session, issues)
    if sent.open:
        with sent:
            _submissions(session)
    if checks.open:
        with checks:
            _checks(session)


def _ages(session: Session, ages: list[Any]) -> None:
    by: dict[str, str] = {}
    for sheet in session.submissions().itertuples():
        if sheet.is_standing and sheet.accepted:
            by.setdefault(sheet.dataset, sheet.loaded_by)
    st.header("Datasets", anchor=False)
    known = {age.dataset: age for age in ages}
    columns: dict[str, Any] = {name: st.column_config.NumberColumn(format="localized") for name in ROW_COUNTS}
    columns["Dataset"] = st.column_config.TextColumn(pinned=True)
    st.dataframe(
        pd.DataFrame([_age(name, known.get(name), by.get(name, ""), session) for name in contracts()]),
        hide_index=True,
        height="content",
        placeholder="",
        alt="Each dataset with the day it reaches, when it was loaded and how many rows count, wait or were refused",
        column_config=columns,
    )


def _age(name: str, age: Any, by: str, session: Session) -> dict[str, Any]:
    said = {
        "Dataset": words.sentence(words.dataset(name)),
        "Reaches": "Nothing loaded yet",
        "Age": "",
        "Last record": "",
    }
    if age is None:
        return said | dict.fromkeys(ROW_COUNTS) | {"Last loaded": "", "By": ""}
    counts = (0 if words.is_missing(age.records) else int(age.records), int(age.waiting), int(age.quarantined))
    return {
        "Dataset": said["Dataset"],
        "Reaches": words.day(age.covers_to),
        "Age": words.sentence(words.days_old(age.covers_to, session.today)),
        "Last record": words.day(age.last_on),
        **dict(zip(ROW_COUNTS, counts, strict=True)),
        "Last loaded": words.stamp(age.loaded_at),
        "By": words.sentence(by),
    }


def _set_aside(session: Session, issues: pd.DataFrame) -> None:
    if issues.empty:
        st.markdown(":material/check: Nothing is set aside: every row that was sent counts, and none looks doubtful.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        severities = [severity for severity in quality.SEVERITIES if (issues["severity"] == severity).any()]
        picked = st.pills(
            "Show", severities, selection_mode="multi", key="severity", bind="query-params",
            format_func=lambda severity: f"{words.code(severity)} ({quality.rows_of(issues, severity):,})",
        )  # fmt: skip
        dataset = st.selectbox(
            "Dataset", [EVERY, *sorted(issues["dataset"].unique())], key="dataset", bind="query-params", width=260,
            format_func=lambda name: "All datasets" if name == EVERY else words.sentence(words.dataset(name)),
        )  # fmt: skip
    if picked:
        issues = issues[issues["severity"].isin(picked)]
    if dataset != EVERY:
        issues = issues[issues["dataset"] == dataset]
    st.caption("  \n".join(quality.MEANS[severity] for severity in picked or severities))
    found = quality.faults(issues, session.expectations())
    if not found:
        st.markdown("Nothing is set aside here.")
        return
    _faults(found)
    label = f"Save the list ({words.many(len(issues), 'line')})"
    downloads.button(label, _as_file(issues, session), f"hearth-set-aside-{session.today}.csv")


def _faults(found: list[quality.Fault]) -> None:
    place, shown = _page(found, FAULTS_ON_A_PAGE, "aside_page")
    with place, _wall() as grid:
        for fault in shown:
            with grid.cell():
                where = f"{words.sentence(words.dataset(fault.dataset))}: {quality.where(fault)}"
                _found(fault.severity, fault.rule, where, fault.remedy)


def _wall() -> Any:
    return st.grid(2, min_column_width=320, border=True)


def _found(severity: str, what: str, where: str, then: str) -> None:
    """What was found stands in the cell that is open: how grave, what, where, and what to do or why it matters."""
    badge = quality.BADGES.get(severity, words.code(severity))
    with st.container(gap="xxsmall"):
        st.markdown(f"{badge} **{words.plain(what)}**")
        st.markdown(f":small[{words.plain(then)}]")
        st.caption(where)


def _page(rows: list[Any], size: int, key: str) -> tuple[Any, list[Any]]:
    """Where the rows are drawn, and those of the page that is chosen below them."""
    place = st.container()
    pages = -(-len(rows) // size)
    number = st.pagination(pages, key=key) if pages > 1 else 1
    return place, rows[(number - 1) * size : number * size]


def _as_file(issues: pd.DataFrame, session: Session) -> pd.DataFrame:
    """A line an issue with the rule in words; the row stays as it is numbered in the sheet."""
    said = quality.sentences(session.expectations())
    return pd.DataFrame(
        {
            "what became of it": [words.code(severity) for severity in issues["severity"]],
            "dataset": [words.dataset(name) for name in issues["dataset"]],
            "file": issues["file"].tolist(),
            "sheet": issues["sheet"].tolist(),
            "row": issues["row"].tolist(),
            "column": issues["column"].tolist(),
            "what is wrong": [quality.rule_said(issue, said) for issue in issues.itertuples()],
            "how to mend it": issues["remedy"].tolist(),
            "submission": issues["submission"].tolist(),
        }
    )


def _submissions(session: Session) -> None:
    sheets = list(session.submissions().itertuples())
    if not sheets:
        st.markdown("Nothing has been loaded yet.")
        return
    st.caption("Newest first, a line a sheet. Rows read = added + amended + unchanged + set aside.")
    place, shown = _page(sheets, SHEETS_ON_A_PAGE, "sent_page")
    with place:
        st.dataframe(
            pd.DataFrame([_sheet(sheet) for sheet in shown]), hide_index=True, height="content",
            column_config={"File": st.column_config.TextColumn(pinned=True)},
        )  # fmt: skip
        said = [(sheet, line) for sheet in shown for line in str(sheet.said or "").splitlines() if line.strip()]
        if said:
            st.subheader("What was said about them", anchor=False)
            st.markdown("\n".join(f"- {words.plain(sheet.file)}: {words.plain(line)}" for sheet, line in said))


def _sheet(sheet: Any) -> dict[str, Any]:
    return {
        "File": sheet.file,
        "Dataset": words.sentence(words.dataset(sheet.dataset)),
        "Rows read": sheet.rows_read,
        "Added": sheet.added,
        "Amended": sheet.amended,
        "Unchanged": sheet.unchanged,
        "Set aside": sheet.quarantined,
        "What came of it": quality.came_of(sheet),
        "Loaded": words.stamp(sheet.loaded_at),
        "By": sheet.loaded_by,
        "Sheet": sheet.sheet,
        "Submission": sheet.submission,
    }


def _checks(session: Session) -> None:
    expectations = session.expectations()
    failing = expectations[expectations["failed"] > 0]
    passed = expectations[expectations["failed"] == 0]
    st.markdown(
        f"{words.many(len(expectations), 'check')} were made on the files that count: every row passed "
        f"{len(passed):,} of them, and {words.many(len(failing), 'check')} found something."
    )
    if len(failing):
        st.subheader("Checks that found something", anchor=False)
        place, shown = _page(list(failing.itertuples()), FAULTS_ON_A_PAGE, "checks_page")
        with place, _wall() as grid:
            for check in shown:
                with grid.cell():
                    where = f"{check.failed:,} of {words.many(check.checked, 'row')} in {words.plain(check.file)}"
                    _found(check.severity, f"{quality.NOT_MET} {check.description}", where, check.why)
    if len(passed):
        st.subheader("Checks that every row passed", anchor=False)
        st.dataframe(pd.DataFrame([_passed(check) for check in passed.itertuples()]), hide_index=True, height=420)


def _passed(check: Any) -> dict[str, Any]:
    return {
        "Dataset": words.sentence(words.dataset(check.dataset)),
        "What must hold": check.description,
        "Rows checked": check.checked,
        "If it fails": words.code(check.severity),
        "Why it matters": check.why,
        "File": check.file,
    }
