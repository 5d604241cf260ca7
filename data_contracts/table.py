"""The table of a dataset: the columns in which accepted rows are kept, made from the contract alone."""

from __future__ import annotations

from collections.abc import Iterator

from data_contracts.contract import Column, Contract

SQL_TYPES = {
    "text": "varchar",
    "int": "bigint",
    "number": "double",
    "date": "date",
    "yes/no": "boolean",
    "list": "varchar",
}


def date_column(name: str) -> str:
    """The column that holds the day of a datetime column: `returned_at` has `returned_on`."""
    return name.removesuffix("_at") + "_on"


def stored_columns(column: Column) -> Iterator[tuple[str, str]]:
    """Name and SQL type of each stored column that one column of the contract becomes.

    A datetime becomes four: the UK wall-clock time as sent (blank for a date without a time), the same instant in
    UTC, the day, and the precision (`time` or `date`). A list is kept as text, values parted by `;`.
    """
    if column.type == "datetime":
        stem = column.name.removesuffix("_at")
        yield column.name, "timestamp"
        yield f"{column.name}_utc", "timestamp"
        yield date_column(column.name), "date"
        yield f"{stem}_precision", "varchar"
    else:
        yield column.name, SQL_TYPES[column.type]


def table_columns(contract: Contract) -> dict[str, str]:
    """Every stored column of the dataset with its SQL type, in the order of the contract."""
    return {name: kind for column in contract.columns for name, kind in stored_columns(column)}
