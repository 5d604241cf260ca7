"""The nine quality standards and the audit lines: which indicators speak to each, as the framework's files say."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from typing import Any

from data_contracts import yaml_text
from warehouse import registry
from warehouse.framework_entries import FrameworkError
from warehouse.registry import FRAMEWORK, Measure

REGULATIONS = range(6, 15)


@dataclass(frozen=True)
class QualityStandard:
    """One quality standard: what it asks in plain words, and the indicators that answer for it or bear on it."""

    regulation: int
    title: str
    plain: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]

    def bearing(self, measure: Measure) -> str | None:
        """`primary` or `secondary`, by the measure's indicator or its own file; None where it does not speak to it."""
        if measure.kpi in self.primary:
            return "primary"
        if measure.kpi in self.secondary or self.regulation in measure.standards:
            return "secondary"
        return None


@dataclass(frozen=True)
class AppendixItem:
    """One line of the child audit (appendix A) or the leadership audit (B).

    `kind` is C yes or no, N number, L list, T themes; `standards` are the deadlines that answer it; `note` says where
    the framework's own words differ.
    """

    appendix: str
    item: str
    section: str
    section_title: str
    kind: str
    text: str
    regulations: tuple[int, ...]
    primary: int
    standards: tuple[str, ...]
    note: str


@functools.cache
def _file() -> dict[str, Any]:
    return yaml_text.read((FRAMEWORK / "quality_standards.yaml").read_text("utf-8"))


@functools.cache
def standards() -> dict[int, QualityStandard]:
    """Every quality standard by its regulation, in order; raises FrameworkError for an indicator nobody knows."""
    known = {kpi["id"] for kpi in registry.framework()["indicators"]}
    found = {}
    for given in _file()["standards"]:
        one = QualityStandard(
            given["regulation"], given["title"], given["plain"].strip(), tuple(given["primary"]),
            tuple(given["secondary"]),
        )  # fmt: skip
        both = [*one.primary, *one.secondary]
        if unknown := [name for name in both if name not in known]:
            raise FrameworkError(f"quality_standards.yaml, regulation {one.regulation}: no indicator is {unknown[0]}.")
        if len(set(both)) < len(both):
            raise FrameworkError(f"quality_standards.yaml, regulation {one.regulation}: an indicator stands twice.")
        found[one.regulation] = one
    if list(found) != list(REGULATIONS):
        raise FrameworkError("quality_standards.yaml: the standards are regulations 6 to 14, each once and in order.")
    return found


def of_measure(measure: Measure) -> dict[int, str]:
    """The regulations a measure speaks to, each with `primary` or `secondary`; primary ones first."""
    found = {number: bearing for number, one in standards().items() if (bearing := one.bearing(measure))}
    return dict(sorted(found.items(), key=lambda item: (item[1], item[0])))


@functools.cache
def appendix_items() -> tuple[AppendixItem, ...]:
    """Every audit line, those of appendix A first, in the order of the sections."""
    sections, kinds = _file()["sections"], _file()["kinds"]
    with (FRAMEWORK / "appendix_items.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    found = []
    for row in rows:
        regulations = tuple(int(number) for number in row["regulations"].split(";"))
        primary = int(row["primary_regulation"])
        if row["section"] not in sections or row["kind"] not in kinds or primary not in regulations:
            raise FrameworkError(
                f"appendix_items.csv, {row['item_id']}: section, kind or primary regulation is unknown."
            )
        found.append(
            AppendixItem(
                row["appendix"], row["item_id"], row["section"], sections[row["section"]], row["kind"], row["text"],
                regulations, primary, tuple(name for name in row["standards"].split(";") if name), row["note"],
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda item: list(sections).index(item.section)))


def kinds() -> dict[str, str]:
    """What each kind of audit line asks for, in words."""
    return dict(_file()["kinds"])


def appendices() -> dict[str, str]:
    """The title of each audit."""
    return dict(_file()["appendices"])
