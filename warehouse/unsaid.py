"""Columns that a layout does not have are not blank: a row of it keeps there what another export said.

A statutory return has a child's date of birth and no name; the name that the home sent before stands. A column that is
there and blank is another thing: it amends to blank.
"""

from __future__ import annotations

from data_contracts.contract import Contract
from data_contracts.table import table_columns
from warehouse.engine import Database


def columns(database: Database, contract: Contract) -> list[str]:
    """The stored columns of the dataset that the layout of some standing sheet does not have."""
    rows = database.rows(
        "select distinct unsaid.column_name from meta.unsaid as unsaid "
        "join meta.submission as submission using (submission) where submission.is_standing and unsaid.dataset = ?",
        [contract.name],
    )
    unsaid = {row[0] for row in rows}
    return [name for name in table_columns(contract) if name in unsaid]


def fill(database: Database, contract: Contract, names: list[str]) -> None:
    """Table `filled` has, for each standing row of such a layout, the newest value said before it of each column.

    A value stands in a list of one, so that a blank that was said is told from nothing said.
    """
    key = ", ".join(f'"{column.name}"' for column in contract.key)
    latest_by = f'"{contract.latest_by}" nulls first, ' if contract.latest_by else ""
    values = ", ".join(
        f"last_value(case when _unsaid is null or not list_contains(_unsaid, '{name}') then [\"{name}\"] end "
        f'ignore nulls) over versions as "{name}"'
        for name in names
    )
    database.run(
        f"""
        create or replace temp table filled as
        select _n, _unsaid, {values}
        from (
            select standing.*, layout._unsaid
            from standing
            left join (
                select submission, sheet, list(column_name) as _unsaid from meta.unsaid
                where dataset = '{contract.name}' group by submission, sheet
            ) as layout on layout.submission = standing._submission and layout.sheet = standing._sheet
        )
        window versions as (
            partition by _source, {key} order by {latest_by}_exported_at, _sequence, _sheet, _row
            rows between unbounded preceding and current row
        )
        qualify _unsaid is not null
        """
    )
