"""Accepted rows: every row of every standing submission, and the current truth made from them.

`accepted.<dataset>` keeps all rows ever accepted, so that history stays and a submission can be undone.
`<dataset>` is the current truth: of the rows with one source and business key the newest, references resolved, rows
whose child, home or member of staff is not known yet left out (they wait in `meta.waiting`). Because the current
truth is a function of the set of standing rows, the order of loading never matters.
"""

from __future__ import annotations

from data_contracts.contract import RESIDENCE, Column, Contract
from data_contracts.table import table_columns
from warehouse import lookups, unsaid
from warehouse.engine import Database

CANONICAL = "canonical"
# `_row` tells the rows of a sheet apart; where a row of the sheet gave several, the other two say where each came from.
PROVENANCE = {
    "_submission": "varchar", "_sheet": "varchar", "_row": "bigint", "_source_row": "bigint",
    "_source_column": "varchar",
}  # fmt: skip
WAITING = (
    "submission varchar, dataset varchar, sheet varchar, sheet_row bigint, column_name varchar, rule varchar, "
    "source_row bigint, source_column varchar"
)


def ensure_tables(database: Database, contracts: dict[str, Contract]) -> None:
    """The tables for accepted rows exist and have every column of the contracts as they are now."""
    database.run("create schema if not exists accepted")
    have: dict[str, set[str]] = {}
    for table, column in database.rows(
        "select table_name, column_name from information_schema.columns where table_schema = 'accepted'"
    ):
        have.setdefault(table, set()).add(column)
    for contract in contracts.values():
        wanted = table_columns(contract) | PROVENANCE
        if contract.name not in have:
            listing = ", ".join(f'"{name}" {kind}' for name, kind in wanted.items())
            database.run(f'create table accepted."{contract.name}" ({listing})')
            continue
        for name, kind in wanted.items():
            if name not in have[contract.name]:
                database.run(f'alter table accepted."{contract.name}" add column "{name}" {kind}')


def add_columns(database: Database, table: str, columns: str) -> None:
    """A table of an older release has the columns that came since."""
    have = set(database.columns(f"select * from {table}"))
    for column in columns.split(", "):
        if column.partition(" ")[0] not in have:
            database.run(f"alter table {table} add column {column}")


def append(database: Database, contract: Contract, table: str) -> None:
    """The rows of the registered frame `table` are among the accepted rows of the dataset."""
    given = set(database.columns(f"select * from {table}"))
    names = ", ".join(f'"{name}"' for name in table_columns(contract) | PROVENANCE if name in given)
    database.run(f'insert into accepted."{contract.name}" ({names}) select {names} from {table}')


def _entities(contracts: dict[str, Contract]) -> set[tuple[str, str]]:
    """The (dataset, column) pairs that other datasets refer to."""
    found = set()
    for contract in contracts.values():
        for column in contract.columns:
            if column.references:
                dataset, _, name = column.references.partition(".")
                found.add((dataset, name))
    return found


def _known_table(reference: str) -> str:
    return "meta.known_" + reference.replace(".", "_")


def _references(contract: Contract) -> list[Column]:
    return [column for column in contract.columns if column.references]


def _resolve(database: Database, contract: Contract, column: Column) -> None:
    """Table `resolved_<column>` says for each source and value sent what it means, or null where it is unknown."""
    known = _known_table(str(column.references))
    sent = f"unnest(string_split(\"{column.name}\", ';'))" if column.type == "list" else f'"{column.name}"'
    database.run(
        f"""
        create or replace temp table "resolved_{column.name}" as
        with pairs as (select distinct _source, {sent} as sent from standing where "{column.name}" is not null)
        select _source, sent, global_id from (
            select
                pairs._source,
                pairs.sent,
                -- Where several other systems know the id, nobody can tell whose is meant: the row waits.
                case
                    when known.source in (pairs._source, '{CANONICAL}') then known.global_id
                    when count(*) over (partition by pairs._source, pairs.sent) = 1 then known.global_id
                end as global_id,
                row_number() over (
                    partition by pairs._source, pairs.sent
                    order by (known.source = pairs._source) desc, (known.source = '{CANONICAL}') desc, known.source
                ) as preference
            from pairs left join {known} as known on known.sent = pairs.sent
        ) where preference = 1
        """
    )


def _standing(database: Database, contract: Contract) -> None:
    database.run(
        f"""
        create or replace temp view standing_as_sent as
        select
            rows.*,
            submission.source as _source,
            submission.exported_at as _exported_at,
            submission.sequence as _sequence,
            rows.rowid as _n
        from accepted."{contract.name}" as rows
        join meta.submission as submission on submission.submission = rows._submission
        where submission.is_standing
        """
    )
    database.run("create or replace temp view standing as select * from standing_as_sent")


def _resolve_all(database: Database, contract: Contract) -> dict[str, str]:
    """Every reference is resolved, and what a layout does not say kept; gives what was looked up, and by what."""
    wanted = lookups.asked(database, contract)
    found: list[str] = []
    # A home is found by the child's stay, so the child comes first.
    for column in sorted(_references(contract), key=lambda column: wanted.get(column.name) == RESIDENCE):
        if column.name in wanted:
            lookups.find(database, contract, column.name, wanted[column.name])
            found.append(column.name)
            lookups.put_in(database, found)
        _resolve(database, contract, column)
        if column.name in wanted:
            lookups.accept(database, column.name)
    names = unsaid.columns(database, contract)
    if names:
        unsaid.fill(database, contract, names)
        lookups.put_in(database, found, names)
    return wanted


def _note_waiting(database: Database, contract: Contract, looked_up: dict[str, str]) -> None:
    """Rows with a reference that nobody knows stand in `unknown` and, with their place, in `meta.waiting`."""
    database.run("create or replace temp table unknown (_n bigint, column_name varchar, rule varchar)")
    for name, found_by in looked_up.items():
        lookups.note_unknown(database, name, found_by)
    for column in _references(contract):
        name = column.name
        if not database.value(f'select count(*) from "resolved_{name}" where global_id is null'):
            continue
        sent = f"unnest(string_split(\"{name}\", ';'))" if column.type == "list" else f'"{name}"'
        database.run(
            f"""
            insert into unknown
            select distinct given._n, '{name}', 'known'
            from (select _n, _source, {sent} as sent from standing where "{name}" is not null) as given
            join "resolved_{name}" as resolved using (_source, sent)
            where resolved.global_id is null
            """
        )
    database.run(
        f"""
        insert into meta.waiting
        select standing._submission, '{contract.name}', standing._sheet, standing._row,
            unknown.column_name, unknown.rule, standing._source_row, standing._source_column
        from unknown join standing using (_n)
        """
    )


def _list_of(column: Column) -> str:
    """SQL for a list of references with each value's meaning, in the order sent."""
    return (
        f"(select string_agg(resolved.global_id, ';' order by given.position) from "
        f"(select generate_subscripts(parts, 1) as position, unnest(parts) as sent from "
        f"(select string_split(standing.\"{column.name}\", ';') as parts)) as given "
        f'join "resolved_{column.name}" as resolved on resolved._source = standing._source '
        f'and resolved.sent = given.sent) as "{column.name}"'
    )


def _changes_ids(database: Database, column: Column) -> bool:
    """Whether any value sent means an id written otherwise; mostly none does, and the column stands as sent."""
    return bool(database.value(f'select count(*) from "resolved_{column.name}" where global_id is distinct from sent'))


def _current(database: Database, contract: Contract) -> None:
    """Table `<dataset>` holds the newest resolvable version of each record, with its record_id and provenance."""
    key = ", ".join(f'"{column.name}"' for column in contract.key)
    sent_key = " || '|' || ".join(
        f"coalesce(cast(standing.\"{column.name}\" as varchar), '')" for column in contract.key
    )
    latest_by = f'"{contract.latest_by}" desc nulls last, ' if contract.latest_by else ""
    resolved = {column.name: column for column in _references(contract) if _changes_ids(database, column)}
    columns = []
    for name in table_columns(contract):
        if name not in resolved:
            columns.append(f'standing."{name}"')
        elif resolved[name].type == "list":
            columns.append(_list_of(resolved[name]))
        else:
            columns.append(f'"resolved_{name}".global_id as "{name}"')
    joins = " ".join(
        f'left join "resolved_{name}" on "resolved_{name}"._source = standing._source '
        f'and "resolved_{name}".sent = standing."{name}"'
        for name, column in resolved.items()
        if column.type != "list"
    )
    known = "standing" if not database.value("select count(*) from unknown") else (
        "(select * from standing where _n not in (select _n from unknown))"
    )  # fmt: skip
    newest = known
    # Sorting every row to find the newest of each record is the dearest step; where no key comes twice it is left out.
    if not database.value(f"select count(*) = count(distinct hash(_source, {key})) from {known} as rows"):
        newest = (
            f"(select * from (select *, row_number() over (partition by _source, {key} order by {latest_by}"
            f"_exported_at desc, _sequence desc, _sheet desc, _row desc) as _newness from {known} as rows) "
            "where _newness = 1)"
        )
    record_id = f"rtrim({sent_key}, '|')"
    # With one source no two records can share a key, and the sent key is the record's id.
    if database.value("select count(distinct _source) from standing") > 1:
        record_id = (
            f"case when standing._source <> '{CANONICAL}' and "
            f"count(distinct standing._source) over (partition by {record_id}) > 1 "
            f"then standing._source || ':' || {record_id} else {record_id} end"
        )
    database.run(
        f"""
        create or replace table "{contract.name}" as
        select
            {", ".join(columns)},
            standing._source as source,
            standing._submission as submission,
            standing._sheet as sheet,
            coalesce(standing._source_row, standing._row) as sheet_row,
            standing._source_column as sheet_column,
            {record_id} as record_id
        from {newest} as standing
        {joins}
        """
    )


def _identify(database: Database, contract: Contract, name: str) -> None:
    """Entities get one id for the whole warehouse: as sent, or `source:id` where two sources use the same one."""
    known = _known_table(f"{contract.name}.{name}")
    database.run(
        f"""
        create or replace table {known} as
        select
            source,
            "{name}" as sent,
            case
                when source = '{CANONICAL}' or count(*) over (partition by "{name}") = 1 then "{name}"
                else source || ':' || "{name}"
            end as global_id
        from (select distinct source, "{name}" from "{contract.name}")
        """
    )
    database.run(
        f"""
        update "{contract.name}" set "{name}" = known.global_id
        from {known} as known
        where known.source = "{contract.name}".source and known.sent = "{contract.name}"."{name}"
            and known.global_id <> known.sent
        """
    )


def _spread_lists(database: Database, contract: Contract) -> None:
    """Each list column also stands as a table of its own, `<dataset>_<column>`: record_id, position, value."""
    for column in contract.columns:
        if column.type == "list":
            database.run(
                f"""
                create or replace table "{contract.name}_{column.name}" as
                select record_id, generate_subscripts(parts, 1) as position, unnest(parts) as "value"
                from (select record_id, string_split("{column.name}", ';') as parts from "{contract.name}"
                      where "{column.name}" is not null)
                """
            )


def refresh(database: Database, contracts: dict[str, Contract], touched: set[str] | None) -> set[str]:
    """The current tables tell the truth of the rows that stand, and `meta.waiting` what still waits.

    `contracts` come in reference order. Made anew are the datasets `touched` (None: all of them) and those that refer
    to one made anew, because what a reference means, and whether it is known, may have changed; gives their names.
    """
    database.run(f"create table if not exists meta.waiting ({WAITING})")
    add_columns(database, "meta.waiting", WAITING)
    entities = _entities(contracts)
    renewed: set[str] = set()
    for contract in contracts.values():
        needs = {str(column.references).partition(".")[0] for column in _references(contract)}
        needs |= lookups.needs(database, contract)
        if touched is not None and contract.name not in touched and not needs & renewed:
            continue
        renewed.add(contract.name)
        database.run("delete from meta.waiting where dataset = ?", [contract.name])
        _standing(database, contract)
        looked_up = _resolve_all(database, contract)
        _note_waiting(database, contract, looked_up)
        _current(database, contract)
        for dataset, name in entities:
            if dataset == contract.name:
                _identify(database, contract, name)
        _spread_lists(database, contract)
    _forget_work_tables(database)
    return renewed


def _forget_work_tables(database: Database) -> None:
    database.run("drop view if exists temp.standing")
    database.run("drop view if exists temp.standing_as_sent")
    names = database.rows("select table_name from duckdb_tables() where temporary")
    for (name,) in names:
        database.run(f'drop table if exists temp."{name}"')
