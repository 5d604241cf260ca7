"""Marts and measures keep to SQL that gives the same answer on DuckDB and on Spark; this holds them to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

# Written without underscores, as the parser's own names for them differ in these alone.
FORBIDDEN_FUNCTIONS = {
    "dayofweek", "dayofweekiso", "isodow", "weekday", "argmax", "argmin", "maxby", "minby", "quantilecont",
    "generateseries", "range", "unnest", "epoch", "listvalue", "structpack", "today", "now", "currentdate",
    "currenttimestamp",
}  # fmt: skip
DIFFERENCE_UNITS = {"DAY", "SECOND"}


class NotPortable(Exception):
    """SQL uses something that gives another answer, or none, on another engine."""


@dataclass(frozen=True)
class Query:
    """A select as it was read: the tables it reads and the names of the columns it gives.

    `is_plain`: each row comes from one row of one table, so that nothing can be doubled or added up.
    """

    tables: frozenset[str]
    columns: tuple[str, ...]
    is_plain: bool


def read(sql: str, where: str) -> Query:
    """The tables and columns of a select; raises NotPortable, saying where and what, outside the portable subset."""
    import sqlglot
    from sqlglot import exp

    try:
        statements = sqlglot.parse(sql, read="duckdb")
    except sqlglot.ParseError as fault:
        raise NotPortable(f"{where}: cannot be read as SQL: {fault}") from None
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise NotPortable(f"{where}: is not one select.")
    tree = statements[0]
    _refuse(tree, exp, where)
    named = {cte.alias_or_name for cte in tree.find_all(exp.CTE)}
    tables = {table.name for table in tree.find_all(exp.Table)} - named
    shaping = (exp.Join, exp.Group, exp.SetOperation, exp.Window, exp.AggFunc, exp.Distinct, exp.Subquery)
    is_plain = len(tables) == 1 and not any(tree.find(kind) for kind in shaping)
    return Query(frozenset(tables), tuple(tree.named_selects), is_plain)


def _refuse(tree: Any, exp: Any, where: str) -> None:
    for node in tree.walk():
        if isinstance(node, exp.Func):
            name = (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
            if name.replace("_", "") in FORBIDDEN_FUNCTIONS:
                raise NotPortable(f"{where}: {name} differs between engines.")
        if isinstance(node, exp.Qualify):
            raise NotPortable(f"{where}: qualify differs between engines; filter outside a subquery.")
        if isinstance(node, exp.Star) and isinstance(node.parent, exp.Select):
            raise NotPortable(f"{where}: name the columns instead of *.")
        if isinstance(node, exp.DateDiff):
            unit = str(node.args.get("unit") or "day").strip("'").upper()
            if unit not in DIFFERENCE_UNITS:
                raise NotPortable(f"{where}: date_diff('{unit.lower()}') differs between engines; use day or second.")
        if isinstance(node, exp.Div) and not _cannot_be_zero(node.expression, exp):
            raise NotPortable(f"{where}: divide by nullif(…, 0): dividing by zero differs between engines.")
        if isinstance(node, exp.Sub) and _is_day(node.this, exp) and _is_day(node.expression, exp):
            raise NotPortable(f"{where}: date minus date differs between engines; use date_diff('day', a, b).")


def _cannot_be_zero(node: Any, exp: Any) -> bool:
    while isinstance(node, exp.Paren):
        node = node.this
    return isinstance(node, exp.Nullif) or (isinstance(node, exp.Literal) and float(node.name) != 0)


def _is_day(node: Any, exp: Any) -> bool:
    return isinstance(node, exp.Column) and re.search(r"_(on|at)$", node.name) is not None
