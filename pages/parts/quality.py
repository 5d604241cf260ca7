"""What is known of the data as data, in words: severities, rules, rows, and what came of a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data_contracts.contract import contracts
from pages.parts import words
from warehouse import registry

SEVERITIES = ("error", "waiting", "warning")
BADGES = {
    "error": ":orange-badge[:material/block: Refused]",
    "waiting": ":gray-badge[:material/hourglass_top: Waiting]",
    "warning": ":gray-badge[:material/visibility: Check]",
}
MEANS = {
    "error": "Refused: the row is not in the figures until it is mended and sent again.",
    "waiting": "Waiting: the row enters by itself once the home, child or member of staff it names has been sent.",
    "warning": "Check: the row counts, but something about it is unlikely.",
}
# Rules that no contract and no cross-check holds, as the reader and the merge tell them.
_TOLD_BY_THE_READER = {
    "error_cell": "The cell holds no value that can be counted.",
    "not_calculated": "The formula in the cell has no result yet.",
    "amended_home": "A later export names another home.",
    "amended_child": "A later export names another child.",
    "amended_staff": "A later export names another member of staff.",
}
NOT_MET = "Not met:"
RUNS_SAID = 8


@dataclass
class Fault:
    """The rows of one sheet that fail one rule in one column."""

    severity: str
    dataset: str
    file: str
    sheet: str
    column: str
    rule: str
    remedy: str
    rows: list[int] = field(default_factory=list)


def faults(issues: Any, expectations: Any) -> list[Fault]:
    """The issues of a session taken together by file, sheet, column and rule: refused, then waiting, then to check."""
    said = sentences(expectations)
    found: dict[tuple, Fault] = {}
    for issue in issues.itertuples():
        key = (issue.severity, issue.submission, issue.sheet, issue.dataset, issue.column, issue.rule)
        if key not in found:
            rule = rule_said(issue, said)
            found[key] = Fault(issue.severity, issue.dataset, issue.file, issue.sheet, issue.column, rule, issue.remedy)
        found[key].rows.append(int(issue.row))
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    return sorted(found.values(), key=lambda fault: (order.get(fault.severity, 9), fault.dataset, fault.file))


def sentences(expectations: Any) -> dict[tuple[str, str, str], str]:
    """What must hold, in words, by dataset, rule and column."""
    return {(row.dataset, row.rule, row.column): row.description for row in expectations.itertuples()}


def rule_said(issue: Any, said: dict[tuple[str, str, str], str]) -> str:
    """What is wrong, in words: from the checks of its dataset, the cross-checks, or the reader of files."""
    if found := said.get((issue.dataset, issue.rule, issue.column)):
        return f"{NOT_MET} {found}"
    if issue.rule in registry.warnings():
        return registry.warnings()[issue.rule].sentence
    return _TOLD_BY_THE_READER.get(issue.rule, f"{words.sentence(words.code(issue.rule))}.")


def where(fault: Fault) -> str:
    """File, sheet, column and rows, safe to stand in Markdown; the sheet only where it is not named as the file."""
    sheet = f", sheet {words.plain(fault.sheet)}" if fault.sheet and fault.sheet not in fault.file else ""
    column = f", column {words.plain(fault.column)}" if not words.is_missing(fault.column) else ""
    return f"{words.plain(fault.file)}{sheet}{column}, {words.ordered_rows(fault.rows, RUNS_SAID)}"


def came_of(sheet: Any) -> str:
    """What came of a sheet: it stands, was refused, or was undone."""
    if not sheet.is_standing:
        return "Undone"
    return "Loaded" if sheet.accepted else "Refused"


def rows_of(issues: Any, severity: str) -> int:
    """How many rows have an issue of this severity, each once."""
    found = issues[issues["severity"] == severity]
    return len(found[["submission", "sheet", "row"]].drop_duplicates())


def verdict(issues: Any, ages: Iterable[Any], today: date, old_after: int) -> str:
    """Whether the data is good enough to rely on, in a sentence or two that name what is missing."""
    ages = list(ages)
    have = {age.dataset for age in ages}
    lacking = [words.dataset(name) for name in contracts() if name not in have]
    old = [words.dataset(age.dataset) for age in ages if (today - age.covers_to.date()).days > old_after]
    left_out = _left_out(rows_of(issues, "error"), rows_of(issues, "waiting"))
    if lacking:
        start = f"**Not in full:** nothing is loaded for {words.listed(lacking)}, so some measures have no figure."
    elif old or left_out:
        start = "**Yes, with gaps that are named here.**"
    else:
        start = "**Yes:** every dataset is up to date and every row that was sent counts."
    aged = f"{words.sentence(words.listed(old))} {'is' if len(old) == 1 else 'are'} out of date." if old else ""
    return " ".join(part for part in (start, left_out, aged) if part)


def _left_out(refused: int, waiting: int) -> str:
    parts = []
    if refused:
        parts.append(f"{words.many(refused, 'row')} {'was' if refused == 1 else 'were'} refused")
    if waiting:
        parts.append(f"{words.many(waiting, 'row')} {'waits' if waiting == 1 else 'wait'} for a record not yet sent")
    return f"{words.sentence(words.listed(parts))}; the figures leave them out." if parts else ""
