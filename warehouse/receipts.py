"""What a submission changed: of the rows of each sheet, how many were added, amended, unchanged or quarantined."""

from __future__ import annotations

from dataclasses import dataclass

from data_contracts.contract import Contract
from data_contracts.table import table_columns
from warehouse.engine import Database


@dataclass(frozen=True)
class Receipt:
    """How the rows of one sheet changed the truth: rows_read = added + amended + unchanged + quarantined."""

    submission: str
    file: str
    sheet: str
    dataset: str
    rows_read: int
    added: int
    amended: int
    unchanged: int
    quarantined: int


def counted(database: Database, contracts: dict[str, Contract], submissions: list[str]) -> list[Receipt]:
    """A receipt for each sheet of these submissions, in the order they were loaded; also kept in `meta.sheet`."""
    found = []
    sheets = database.rows(
        "select sheet.submission, submission.file, sheet.sheet, sheet.dataset, sheet.rows_read, sheet.quarantined, "
        "sheet.accepted from meta.sheet as sheet join meta.submission as submission using (submission) "
        "where list_contains(?, sheet.submission) order by submission.sequence, sheet.sheet",
        [submissions],
    )
    for submission, file, sheet, dataset, rows_read, refused, accepted in sheets:
        added = amended = unchanged = waiting = 0
        if accepted:
            added, amended, unchanged, waiting = _compare(database, contracts[dataset], submission, sheet)
        receipt = Receipt(submission, file, sheet, dataset, rows_read, added, amended, unchanged, refused + waiting)
        database.run(
            "update meta.sheet set added = ?, amended = ?, unchanged = ?, quarantined = ? "
            "where submission = ? and sheet = ? and dataset = ?",
            [added, amended, unchanged, receipt.quarantined, submission, sheet, dataset],
        )
        found.append(receipt)
    return found


def _compare(database: Database, contract: Contract, submission: str, sheet: str) -> tuple[int, int, int, int]:
    """Rows of one sheet that are new records, change one, change nothing, or wait for a reference.

    A row changes nothing where an equal or newer version of its record stood before, or where the same sheet holds a
    newer one.
    """
    columns = ", ".join(f'"{name}"' for name in table_columns(contract))
    key = ", ".join(f'"{column.name}"' for column in contract.key)
    same_key = " and ".join(
        f'sent."{column.name}" is not distinct from stands."{column.name}"' for column in contract.key
    )
    same_row = " and ".join(f'sent."{name}" is not distinct from stands."{name}"' for name in table_columns(contract))
    latest_by = f'"{contract.latest_by}" desc nulls last, ' if contract.latest_by else ""
    newest = f"{latest_by}_exported_at desc, _sequence desc, _sheet desc, _row desc"
    added, amended, known, waiting = database.rows(
        f"""
        with versions as (
            select accepted_rows.*, submission.exported_at as _exported_at, submission.sequence as _sequence,
                submission.source as _source, waiting.sheet_row is not null as _is_waiting
            from accepted."{contract.name}" as accepted_rows
            join meta.submission as submission on submission.submission = accepted_rows._submission
            left join (select distinct submission, dataset, sheet, sheet_row from meta.waiting) as waiting
                on waiting.submission = accepted_rows._submission and waiting.dataset = '{contract.name}'
                and waiting.sheet = accepted_rows._sheet and waiting.sheet_row = accepted_rows._row
            where submission.is_standing
        ),
        this_sheet as (
            select * from versions where _submission = ? and _sheet = ?
        ),
        sent as (
            select *, row_number() over (partition by {key} order by {newest}) as _newness
            from this_sheet where not _is_waiting
        ),
        before as (
            select versions.*, row_number() over (partition by {key} order by {newest}) as _newness
            from versions
            where not _is_waiting and _source = (select source from meta.submission where submission = ?)
                and (_sequence < (select sequence from meta.submission where submission = ?)
                     or (_submission = ? and _sheet < ?))
        ),
        stands as (select {columns}, _exported_at, true as _is_there from before where _newness = 1)
        select
            count(*) filter (where sent._newness = 1 and stands._is_there is null),
            count(*) filter (
                where sent._newness = 1 and stands._is_there and not ({same_row}) and not ({_is_older(contract)})
            ),
            count(*),
            (select count(*) from this_sheet where _is_waiting)
        from sent left join stands on {same_key}
        """,
        [submission, sheet, submission, submission, submission, sheet],
    )[0]
    return added, amended, known - added - amended, waiting


def _is_older(contract: Contract) -> str:
    """SQL for: what stood before is newer than the row sent, so the row sent changes nothing."""
    exported = "stands._exported_at > sent._exported_at"
    name = contract.latest_by
    if name is None:
        return exported
    stood, sent = (f"coalesce({side}.\"{name}\", date '0001-01-01')" for side in ("stands", "sent"))
    return f"{stood} > {sent} or ({stood} = {sent} and {exported})"
