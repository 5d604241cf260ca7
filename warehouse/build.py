"""Builds what is read: reference tables, marts, cases and warnings, from the current truth in one open file."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from datetime import date

import pandas as pd

from data_contracts.contract import Contract
from warehouse import counting, days, registry, settings, standards
from warehouse.engine import Database, EngineError

CASE_TABLE = """
create or replace table cases (
    measure varchar, home_id varchar, child_id varchar, staff_id varchar, counted_on date, counted_to date,
    counts_when_past boolean, counts_from_at timestamp, counts_for varchar, counts_on varchar, excludes boolean,
    is_provisional boolean, person_id varchar, tie_break varchar,
    numerator double, denominator double, dataset varchar, record_id varchar
)
"""


class BuildError(Exception):
    """Marts or measures cannot be built; the message names the file and what is wrong."""


def reference_tables(database: Database) -> None:
    """Tables that no export brings: days with their UTC bounds, calendar months, attendance codes, limits."""
    with database.given(calendar=days.days(settings.today())):
        database.run(
            "create or replace table day as select cast(day_on as date) as day_on, "
            "cast(starts_at_utc as timestamp) as starts_at_utc, cast(ends_at_utc as timestamp) as ends_at_utc, "
            "is_working_day, cast(working_day_number as integer) as working_day_number from calendar"
        )
    database.run(
        "create or replace table calendar_month as select distinct "
        "cast(date_trunc('month', day_on) as date) as month_start_on, last_day(day_on) as month_end_on from day"
    )
    with (registry.FRAMEWORK / "attendance_codes.csv").open(encoding="utf-8", newline="") as handle:
        codes = pd.DataFrame(list(csv.DictReader(handle)))
    with database.given(codes=codes):
        database.run(
            "create or replace table attendance_code as select code, meaning, class as mark_class, "
            "cast(in_numerator as integer) as in_numerator, cast(in_denominator as integer) as in_denominator, "
            "cast(nullif(valid_from, '') as date) as valid_from, cast(nullif(valid_to, '') as date) as valid_to "
            "from codes"
        )
    standards.tables(database)


def marts(database: Database, renewed: set[str]) -> set[str]:
    """Every mart that reads, through however many others, what was renewed is made anew; gives all that is now new."""
    new = set(renewed)
    for mart in registry.marts().values():
        if not _reads_new(mart.reads, new):
            continue
        try:
            database.run(f'create or replace table "{mart.mart}" as {mart.sql}')
        except EngineError as fault:
            raise BuildError(f"marts/{mart.mart}.sql: {_first_line(fault)}") from None
        new.add(mart.mart)
    return new


def _reads_new(tables: frozenset[str] | tuple[str, ...], new: set[str]) -> bool:
    """Whether one of the tables is new, or is made from a list column of a dataset that is."""
    return any(table in new or any(table.startswith(f"{name}_") for name in new) for table in tables)


def _first_line(fault: Exception) -> str:
    return str(fault).splitlines()[0]


def _select(measure: registry.Measure) -> str:
    """The measure's select with every column of a case, in the order of the table."""
    columns = registry.check_sql(measure).columns
    optional = {
        "counted_to": "cast(null as date)",
        "counts_when_past": "false",
        "counts_from_at": "cast(null as timestamp)",
        "counts_for": "'both'",
        "counts_on": "'any_day'",
        "excludes": "false",
        "is_provisional": "false",
        "person_id": "cast(null as varchar)",
        "tie_break": "cast(null as varchar)",
    }
    given = ", ".join(name if name in columns else f"{default} as {name}" for name, default in optional.items())
    return (
        f"select '{measure.measure}' as measure, home_id, child_id, staff_id, cast(counted_on as date) as counted_on, "
        f"{given}, cast(numerator as double) as numerator, cast(denominator as double) as denominator, dataset, "
        f"record_id from ({measure.sql}) as given_cases"
    )


def cases(database: Database, measure: registry.Measure) -> None:
    """The measure's cases can be read; raises BuildError where one case stands twice.

    They stand in the table `cases`, or, where the measure is not stored, are seen through a view of its mart.
    """
    try:
        if not measure.is_stored:
            database.run(f'create or replace view "{counting.view_of(measure)}" as {_select(measure)}')
            return
        database.run("delete from cases where measure = ?", [measure.measure])
        database.run(f"insert into cases {_select(measure)}")
    except EngineError as fault:
        raise BuildError(f"measures/{measure.measure}.sql: {_first_line(fault)}") from None
    doubled = database.value(
        "select count(*) from (select 1 from cases where measure = ? group by home_id, child_id, staff_id, counted_on, "
        "dataset, record_id, numerator > 0, counts_for, counts_on having count(*) > 1)",
        [measure.measure],
    )
    if doubled:
        raise BuildError(f"measures/{measure.measure}.sql: {doubled} cases stand more than once; a join doubles them.")


def _record_union(contracts: dict[str, Contract]) -> str:
    return " union all ".join(
        f"select '{name}' as dataset, record_id, submission, sheet, sheet_row, sheet_column from \"{name}\""
        for name in contracts
    )


def warnings(database: Database, new: set[str]) -> None:
    """`meta.warning` holds every row that counts but should be looked at, found by looking across datasets.

    A row with `holds_from_on` is to be looked at from that day on, so that waiting for something ends without a load.
    """
    database.run(
        "create table if not exists meta.warning (rule varchar, dataset varchar, submission varchar, sheet varchar, "
        "sheet_row bigint, column_name varchar)"
    )
    database.run("alter table meta.warning add column if not exists holds_from_on date")
    for warning in registry.warnings().values():
        if _reads_new(warning.reads, new):
            from_on = "found.holds_from_on" if warning.begins_later else "cast(null as date)"
            database.run("delete from meta.warning where rule = ?", [warning.rule])
            database.run(
                f"insert into meta.warning select '{warning.rule}', found.dataset, record.submission, record.sheet, "
                f"record.sheet_row, found.column_name, {from_on} from ({warning.sql}) as found "
                "join record on record.dataset = found.dataset and record.record_id = found.record_id"
            )


def _amended_places(database: Database, contracts: dict[str, Contract], renewed: set[str]) -> None:
    """An amendment that moves a record to another home or child is taken, with a warning on the row that moved it."""
    for contract in contracts.values():
        if contract.name not in renewed:
            continue
        database.run("delete from meta.warning where rule like 'amended_%' and dataset = ?", [contract.name])
        keyed = {column.name for column in contract.key}
        for column in contract.columns:
            if column.references and column.type != "list" and column.name not in keyed:
                key = ", ".join(f'"{part.name}"' for part in contract.key)
                database.run(
                    f"""
                    insert into meta.warning
                    select 'amended_{column.name.removesuffix("_id")}', '{contract.name}', _submission, _sheet,
                        coalesce(_source_row, _row), '{column.name}', cast(null as date)
                    from (
                        select _submission, _sheet, _row, _source_row, "{column.name}" as now_is,
                            lag("{column.name}") over (
                                partition by submission.source, {key}
                                order by submission.exported_at, submission.sequence, _row
                            ) as was
                        from accepted."{contract.name}"
                        join meta.submission as submission on submission.submission = _submission
                        where submission.is_standing
                    ) as history
                    where was is not null and was <> now_is
                    """
                )


def _facts(database: Database) -> dict[str, str]:
    try:
        return {fact: json.loads(said) for fact, said in database.rows("select fact, said from meta.fact")}
    except EngineError:
        return {}


def is_of_this_release(database: Database, contracts: dict[str, Contract]) -> bool:
    """Whether what stands in the file was built by the marts, measures, contracts and building code there are now."""
    return _facts(database).get("fingerprint") == _fingerprint(contracts)


def is_up_to_date(database: Database, contracts: dict[str, Contract]) -> bool:
    """Whether the file is of this release and its calendar still reaches far ahead."""
    built_for = date.fromisoformat(_facts(database).get("built_for", "2000-01-01"))
    return is_of_this_release(database, contracts) and abs((settings.today() - built_for).days) < 366


def _fingerprint(contracts: dict[str, Contract]) -> str:
    """A hash of all that decides what a built file holds."""
    files = ("build.py", "intake.py", "lookups.py", "unsaid.py", "days.py", "standards.py", "standards_cyclic.py")
    code = b"".join((registry.FOLDER / name).read_bytes() for name in files)
    texts = [contract.sha256 for contract in contracts.values()]
    return " ".join([registry.fingerprint(), hashlib.sha256(code).hexdigest(), *texts])


def everything(
    database: Database, contracts: dict[str, Contract], renewed: set[str], step: Callable[[str], None], *, anew: bool
) -> None:
    """All that pages read follows from the current truth, of which the datasets `renewed` have changed.

    With `anew` everything is built, whatever changed. `step` is told each part by name.
    """
    if anew:
        step("reference tables")
        reference_tables(database)
        database.run(CASE_TABLE)
        # Marts that read nothing but the calendar are made anew with it.
        renewed = {*contracts, "day"}
    step("marts")
    new = marts(database, renewed)
    database.run(f"create or replace view record as {_record_union(contracts)}")
    for measure in registry.measures().values():
        if _reads_new(measure.reads, new):
            step(measure.title)
            cases(database, measure)
    step("warnings")
    warnings(database, new)
    _amended_places(database, contracts, renewed)
    _describe(database, contracts, anew=anew)


def _describe(database: Database, contracts: dict[str, Contract], *, anew: bool) -> None:
    """Which datasets stand behind each measure, and by what and for which day the file was built."""
    if not anew:
        return
    reads = [
        (measure.measure, dataset)
        for measure in registry.measures().values()
        for dataset in sorted(registry.datasets_behind(measure, set(contracts)))
    ]
    with database.given(reads=pd.DataFrame(reads, columns=["measure", "dataset"])):
        database.run("create or replace table meta.measure_dataset as select measure, dataset from reads")
    facts = {"fingerprint": _fingerprint(contracts), "built_for": settings.today().isoformat()}
    with database.given(facts=pd.DataFrame({"fact": list(facts), "said": [json.dumps(v) for v in facts.values()]})):
        database.run("create or replace table meta.fact as select fact, said from facts")
