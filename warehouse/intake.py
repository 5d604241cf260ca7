"""Accepted rows: every row of every standing submission, and the current truth made from them.

`accepted.<dataset>` keeps all rows ever accepted, so that history stays and a submission can be undone.
`<dataset>` is the current truth: of the rows with one source and business key the newest, references resolved, rows
whose child, home or member of staff is not known yet left out (they wait in `meta.waiting`). Because the current
truth is a function of the set of standing rows, the order of loading never matters.
"""

from __future__ import annotations

from data_contracts.contract import Column, Contract
from data_contracts.table import table_columns
from warehouse.engine import Database

CANONICAL = "canonical"
PROVENANCE = {"_submission": "varchar", "_sheet": "varchar", "_row": "bigint"}


def ensure_table(database: Database, contract: Contract) -> None:
    """The table for accepted rows exists and has every column of the contract as it is now."""
    wanted = table_columns(contract) | PROVENANCE
    listing = ", ".join(f'"{name}" {kind}' for name, kind in wanted.items())
    database.run("create schema if not exists accepted")
    database.run(f'create table if not exists accepted."{contract.name}" ({listing})')
    have = set(database.columns(f'select * from accepted."{contract.name}"'))
    for name, kind in wanted.items():
        if name not in have:
            database.run(f'alter table accepted."{contract.name}" add column "{name}" {kind}')


def append(database: Database, contract: Contract, table: str) -> None:
    """The rows of the registered frame `table` are among the accepted rows of the dataset."""
    ensure_table(database, contract)
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
    return "known_" + reference.replace(".", "_")


def _references(contract: Contract) -> list[Column]:
    return [column for column in contract.columns if column.references]


def _resolve(database: Database, contract: Contract, column: Column) -> None:
    """Table `resolved_<column>` says for each source and value sent what it means, or null where it is unknown."""
    known = _known_table(str(column.references))
    sent = f'unnest(string_split("{column.name}", \';\'))' if column.type == "list" else f'"{column.name}"'
    database.run(
        f"""
        create or replace temp table "resolved_{column.name}" as
        with pairs as (select distinct _source, {sent} as sent from standing where "{column.name}" is not null)
        select _source, sent, global_id from (
            select
                pairs._source,
                pairs.sent,
                known.global_id,
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
        create or replace temp table standing as
        select
            rows.*,
            submission.source as _source,
            submission.exported_at as _exported_at,
            submission.sequence as _sequence,
            row_number() over () as _n
        from accepted."{contract.name}" as rows
        join meta.submission as submission on submission.submission = rows._submission
        where submission.is_standing
        """
    )


def _note_waiting(database: Database, contract: Contract) -> None:
    """Rows with a reference that nobody knows stand in `unknown` and, with their place, in `meta.waiting`."""
    database.run("create or replace temp table unknown (_n bigint, column_name varchar)")
    for column in _references(contract):
        name = column.name
        if not database.value(f'select count(*) from "resolved_{name}" where global_id is null'):
            continue
        sent = f'unnest(string_split("{name}", \';\'))' if column.type == "list" else f'"{name}"'
        database.run(
            f"""
            insert into unknown
            select distinct given._n, '{name}'
            from (select _n, _source, {sent} as sent from standing where "{name}" is not null) as given
            join "resolved_{name}" as resolved using (_source, sent)
            where resolved.global_id is null
            """
        )
    database.run(
        f"""
        insert into meta.waiting
        select standing._submission, '{contract.name}', standing._sheet, standing._row, unknown.column_name
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
    return bool(
        database.value(f'select count(*) from "resolved_{column.name}" where global_id is distinct from sent')
    )


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
    database.run(
        f"""
        create or replace temp table shown as
        select
            {", ".join(columns)},
            standing._source as source,
            rtrim({sent_key}, '|') as shown_key,
            standing._submission as submission,
            standing._sheet as sheet,
            standing._row as sheet_row
        from (
            select *, row_number() over (
                partition by _source, {key} order by {latest_by}_exported_at desc, _sequence desc,
                _sheet desc, _row desc
            ) as _newness
            from standing where _n not in (select _n from unknown)
        ) as standing
        {joins}
        where standing._newness = 1
        """
    )
    # With one source no two records can share a key, and the sent key is the record's id.
    shared = "false"
    if database.value("select count(distinct source) from shown") > 1:
        shared = f"source <> '{CANONICAL}' and count(distinct source) over (partition by shown_key) > 1"
    database.run(
        f"""
        create or replace table "{contract.name}" as
        select * exclude (shown_key), case when {shared} then source || ':' || shown_key else shown_key end as record_id
        from shown
        """
    )


def _identify(database: Database, contract: Contract, name: str) -> None:
    """Entities get one id for the whole warehouse: as sent, or `source:id` where two sources use the same one."""
    known = _known_table(f"{contract.name}.{name}")
    database.run(
        f"""
        create or replace temp table {known} as
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


def refresh(database: Database, contracts: dict[str, Contract]) -> None:
    """Every dataset's current table tells the truth of the rows that stand, and `meta.waiting` what still waits.

    `contracts` come in reference order. A dataset for which nothing was ever accepted has an empty table.
    """
    database.run(
        "create or replace table meta.waiting "
        "(submission varchar, dataset varchar, sheet varchar, sheet_row bigint, column_name varchar)"
    )
    entities = _entities(contracts)
    for contract in contracts.values():
        ensure_table(database, contract)
        _standing(database, contract)
        for column in _references(contract):
            _resolve(database, contract, column)
        _note_waiting(database, contract)
        _current(database, contract)
        for dataset, name in entities:
            if dataset == contract.name:
                _identify(database, contract, name)
        _spread_lists(database, contract)
    _forget_work_tables(database)


def _forget_work_tables(database: Database) -> None:
    names = database.rows("select table_name from duckdb_tables() where temporary")
    for (name,) in names:
        database.run(f'drop table if exists temp."{name}"')

