"""Builds the next version of the warehouse and publishes it; only the pipeline, holding the lock, uses it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from data_contracts.contract import Contract
from warehouse import build, intake, receipts, settings, versions
from warehouse.engine import EngineError, open_writer
from warehouse.receipts import Receipt

META = {
    "submission": (
        "submission varchar, sequence bigint, file varchar, sha256 varchar, loaded_by varchar, loaded_at timestamp, "
        "exported_at timestamp, source varchar, covers_from date, covers_to date, is_standing boolean"
    ),
    "sheet": (
        "submission varchar, sheet varchar, dataset varchar, rows_read bigint, added bigint, amended bigint, "
        "unchanged bigint, quarantined bigint, accepted boolean, said varchar"
    ),
    "quarantine": (
        "submission varchar, dataset varchar, sheet varchar, sheet_row bigint, column_name varchar, "
        "value_kind varchar, severity varchar, rule varchar, remedy varchar, source_row bigint, source_column varchar"
    ),
    "found_by": "submission varchar, dataset varchar, sheet varchar, column_name varchar, found_by varchar",
    "unsaid": "submission varchar, dataset varchar, sheet varchar, column_name varchar",
    "expectation": (
        "submission varchar, dataset varchar, sheet varchar, rule varchar, column_name varchar, severity varchar, "
        "description varchar, why varchar, checked bigint, failed bigint"
    ),
}


@dataclass(frozen=True)
class Submission:
    """What a manifest says about one submission; times are UTC without a zone."""

    submission: str
    sequence: int
    file: str
    sha256: str
    loaded_by: str
    loaded_at: datetime
    exported_at: datetime
    source: str
    covers_from: date | None
    covers_to: date


@dataclass
class Sheet:
    """What came of one sheet: the accepted rows (None where it was refused), what was quarantined and checked.

    `rows` has the stored columns of the dataset with `_sheet` and `_row`. `quarantine` and `expectations` have the
    columns of the meta tables of the same names, submission apart. `said` is what the analyst is told in words.
    Where one row of the sheet gave several, `_row` only tells them apart, and `origin` says for each `sheet_row` its
    `source_row` and `source_column`. `found_by` are the columns that are looked up in the warehouse, and by what;
    `unsaid` the stored columns that the layout does not have, in which what another export said stands.
    """

    sheet: str
    dataset: str
    rows: pd.DataFrame | None
    rows_read: int
    refused_rows: int
    quarantine: pd.DataFrame
    expectations: pd.DataFrame
    said: list[str] = field(default_factory=list)
    origin: pd.DataFrame | None = None
    found_by: dict[str, str] = field(default_factory=dict)
    unsaid: list[str] = field(default_factory=list)

    def with_origin(self, frame: pd.DataFrame, row: str, prefix: str) -> pd.DataFrame:
        """The frame with the row and column of the sheet that each of its rows came from, where they were unpivoted."""
        if self.origin is None or frame.empty:
            return frame
        origin = self.origin.rename(columns=lambda name: row if name == "sheet_row" else f"{prefix}{name}")
        return frame.merge(origin, on=row, how="left")


class Writer:
    """The next version while it is being built: a copy of the one in force, changed, then published or thrown away."""

    def __init__(self, contracts: dict[str, Contract], *, fresh: bool = False) -> None:
        self._contracts = contracts
        in_force = versions.current()
        self._number, self._path = versions.next_path()
        self.discard_files()
        if in_force is not None and not fresh and in_force.path.exists():
            shutil.copyfile(in_force.path, self._path)
        try:
            self._database = open_writer(self._path)
        except EngineError:
            # The version in force is damaged: what stands is brought in again from landing.
            self.discard_files()
            self._database = open_writer(self._path)
        self._database.run("create schema if not exists meta")
        for name, columns in META.items():
            self._database.run(f"create table if not exists meta.{name} ({columns})")
            intake.add_columns(self._database, f"meta.{name}", columns)
        intake.ensure_tables(self._database, contracts)
        self._touched: set[str] = set()

    def submissions(self) -> set[str]:
        """The submissions whose rows this file holds, standing or undone."""
        return {row[0] for row in self._database.rows("select submission from meta.submission")}

    def standing(self) -> set[str]:
        """The submissions that stand in this file."""
        return {row[0] for row in self._database.rows("select submission from meta.submission where is_standing")}

    def stand_only(self, submissions: set[str]) -> None:
        """Just these submissions stand; the rows of others stay but count for nothing."""
        changed = self.standing() ^ submissions
        if changed:
            self._touched |= {
                row[0]
                for row in self._database.rows(
                    "select distinct dataset from meta.sheet where list_contains(?, submission)", [sorted(changed)]
                )
            }
            self._database.run(
                "update meta.submission set is_standing = list_contains(?, submission)", [sorted(submissions)]
            )

    def add(self, submission: Submission, sheets: list[Sheet]) -> None:
        """The submission stands with its accepted rows, its quarantined ones and what was checked."""
        row = pd.DataFrame([submission.__dict__ | {"is_standing": True}])
        with self._database.given(given_submission=row):
            self._database.run("insert into meta.submission by name select * from given_submission")
        for sheet in sheets:
            if sheet.rows is not None:
                self._touched.add(sheet.dataset)
                rows = sheet.with_origin(sheet.rows, "_row", "_").assign(_submission=submission.submission)
                with self._database.given(given_rows=rows):
                    intake.append(self._database, self._contracts[sheet.dataset], "given_rows")
            self._note("quarantine", submission, sheet, sheet.with_origin(sheet.quarantine, "sheet_row", ""))
            found_by = pd.DataFrame(list(sheet.found_by.items()), columns=["column_name", "found_by"])
            self._note("found_by", submission, sheet, found_by)
            self._note("unsaid", submission, sheet, pd.DataFrame({"column_name": sheet.unsaid}))
            self._note("expectation", submission, sheet, sheet.expectations)
            facts = {
                "rows_read": sheet.rows_read,
                "quarantined": sheet.refused_rows,
                # Where rows were sent and none can be read, nothing is covered: nought would be a false nought.
                "accepted": sheet.rows is not None and (len(sheet.rows) > 0 or sheet.rows_read == 0),
                "said": "\n".join(sheet.said),
            }
            self._note("sheet", submission, sheet, pd.DataFrame([facts]))

    def _note(self, table: str, submission: Submission, sheet: Sheet, frame: pd.DataFrame) -> None:
        if frame.empty:
            return
        noted = frame.assign(submission=submission.submission, dataset=sheet.dataset, sheet=sheet.sheet)
        with self._database.given(noted=noted):
            self._database.run(f"insert into meta.{table} by name select * from noted")

    def known(self, reference: str) -> set[str]:
        """The ids that a reference such as `children.child_id` may mean, among the rows that stand so far."""
        dataset, _, column = reference.partition(".")
        rows = self._database.rows(
            f'select distinct "{column}" from accepted."{dataset}" as accepted_rows join meta.submission as submission '
            "on submission.submission = accepted_rows._submission where submission.is_standing"
        )
        return {row[0] for row in rows}

    def is_up_to_date(self) -> bool:
        """Whether what was built before was built by this release; with nothing in it there is nothing to build."""
        return not self.submissions() or build.is_up_to_date(self._database, self._contracts)

    def build(self, step: Callable[[str], None]) -> None:
        """Everything that pages read follows from the submissions that stand."""
        step("current records")
        anew = not build.is_up_to_date(self._database, self._contracts)
        renewed = intake.refresh(self._database, self._contracts, None if anew else self._touched)
        build.everything(self._database, self._contracts, renewed, step, anew=anew)

    def receipts(self, submissions: list[str]) -> list[Receipt]:
        """What these submissions changed, a receipt a sheet, counted once everything has been built."""
        return receipts.counted(self._database, self._contracts, submissions)

    def publish(self) -> versions.Version:
        """The built file is the version in force; older ones than HEARTH_KEEP_VERSIONS says are gone."""
        self._database.run("checkpoint")
        self._database.close()
        version = versions.publish(self._number, self._path)
        versions.prune(settings.number("HEARTH_KEEP_VERSIONS"))
        return version

    def discard(self) -> None:
        """Nothing of what was built remains."""
        with contextlib.suppress(Exception):
            self._database.close()
        self.discard_files()

    def discard_files(self) -> None:
        for path in (self._path, self._path.with_name(self._path.name + ".wal")):
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def building(contracts: dict[str, Contract], *, fresh: bool = False) -> Iterator[Writer]:
    """A writer whose file is gone at the end of the block unless it was published."""
    writer = Writer(contracts, fresh=fresh)
    try:
        yield writer
    finally:
        writer.discard()
