"""Columns that a layout gives in another way are looked up among the current records: a child by UPN, a home by stay.

What is found follows from the rows that stand, like everything else in the current truth, so neither the order of
loading nor an undo matters. A row for which nothing, or more than one thing, is found waits.
"""

from __future__ import annotations

from data_contracts.contract import FOUND_BY, RESIDENCE, Contract
from data_contracts.table import date_column
from warehouse.engine import Database

CANONICAL = "canonical"


def asked(database: Database, contract: Contract) -> dict[str, str]:
    """The columns of the dataset that some standing submission asks to look up, and by what."""
    return dict(
        database.rows(
            "select distinct asked.column_name, asked.found_by from meta.found_by as asked "
            "join meta.submission as submission using (submission) where submission.is_standing and asked.dataset = ? "
            "order by asked.column_name, asked.found_by",
            [contract.name],
        )
    )


def needs(database: Database, contract: Contract) -> set[str]:
    """The datasets that the look-ups of the dataset read."""
    return {FOUND_BY.get(by, by.partition(".")[0]) for by in asked(database, contract).values()}


def _asking(contract: Contract, column: str, found_by: str) -> str:
    return (
        "join meta.found_by as asked on asked.submission = standing._submission and asked.sheet = standing._sheet "
        f"and asked.dataset = '{contract.name}' and asked.column_name = '{column}' and asked.found_by = '{found_by}'"
    )


def find(database: Database, contract: Contract, column: str, found_by: str) -> None:
    """Table `found_<column>` has, for each standing row that asks, its `_n` and the id found, or null."""
    if found_by == RESIDENCE:
        _by_residence(database, contract, column)
    else:
        _by_column(database, contract, column, found_by)


def _by_column(database: Database, contract: Contract, column: str, found_by: str) -> None:
    """The record with this value: one of the row's own source, else a canonical one, else of any; only if just one."""
    dataset, _, name = found_by.partition(".")
    identity = str(contract.by_name[column].references).partition(".")[2]
    database.run(
        f"""
        create or replace temp table "found_{column}" as
        with given as (
            select standing._n, standing._source, upper(trim(standing."{column}")) as sent
            from standing {_asking(contract, column, found_by)}
        ),
        matches as (
            select
                pairs._source,
                pairs.sent,
                records."{identity}" as id,
                case records.source when pairs._source then 0 when '{CANONICAL}' then 1 else 2 end as preference
            from (select distinct _source, sent from given) as pairs
            join "{dataset}" as records on upper(trim(records."{name}")) = pairs.sent
        ),
        preferred as (
            select *, min(preference) over (partition by _source, sent) as best from matches
        ),
        found as (
            select _source, sent, case when count(distinct id) = 1 then min(id) end as id
            from preferred where preference = best group by _source, sent
        )
        select given._n, found.id from given left join found using (_source, sent)
        """
    )


def _by_residence(database: Database, contract: Contract, column: str) -> None:
    """The home where the row's child lived on the row's day: the newest stay, should two hold."""
    dated = contract.by_name[str(contract.dated_by)]
    day = date_column(dated.name) if dated.type == "datetime" else dated.name
    database.run(
        f"""
        create or replace temp table "found_{column}" as
        with given as (
            select standing._n, child.global_id as child_id, standing."{day}" as day_on
            from standing {_asking(contract, column, RESIDENCE)}
            join resolved_child_id as child on child._source = standing._source and child.sent = standing.child_id
            where child.global_id is not null
        ),
        lived as (
            select
                given._n,
                stays.home_id,
                row_number() over (partition by given._n order by stays.admitted_on desc, stays.record_id desc) as place
            from given
            join stays on stays.child_id = given.child_id
                and stays.admitted_on <= given.day_on
                and (stays.discharged_on is null or given.day_on < stays.discharged_on)
        )
        select given._n, lived.home_id as id from given left join lived on lived._n = given._n and lived.place = 1
        """
    )


def put_in(database: Database, columns: list[str], filled: list[str] | None = None) -> None:
    """`standing` has what was found in `columns`, null where nothing was, and what `unsaid.fill` gave for `filled`."""
    replaced = {
        name: f'case when "found_{name}"._n is null then sent."{name}" else "found_{name}".id end' for name in columns
    }
    joins = " ".join(f'left join "found_{name}" on "found_{name}"._n = sent._n' for name in columns)
    for name in filled or ():
        said = replaced.get(name, f'sent."{name}"')
        replaced[name] = f"case when list_contains(filled._unsaid, '{name}') then filled.\"{name}\"[1] else {said} end"
    if filled:
        joins += " left join filled on filled._n = sent._n"
    listed = ", ".join(f'{said} as "{name}"' for name, said in replaced.items())
    replacing = f"replace ({listed})" if listed else ""
    database.run(
        f"create or replace temp view standing as select sent.* {replacing} from standing_as_sent as sent {joins}"
    )


def accept(database: Database, column: str) -> None:
    """What was found is an id of the whole warehouse already, and means itself."""
    database.run(
        f"""
        update "resolved_{column}" set global_id = sent
        where global_id is null and sent in (select id from "found_{column}")
        """
    )


def note_unknown(database: Database, column: str, found_by: str) -> None:
    """Rows for which nothing was found, or whose source means another by the same id, stand in `unknown`."""
    rule = "resident" if found_by == RESIDENCE else "found"
    database.run(
        f"""
        insert into unknown
        select found._n, '{column}', '{rule}'
        from "found_{column}" as found
        join standing on standing._n = found._n
        left join "resolved_{column}" as resolved on resolved._source = standing._source and resolved.sent = found.id
        where found.id is null or resolved.global_id <> found.id
        """
    )
