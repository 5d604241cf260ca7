"""The trail from a figure to the cell it came from, and what is known of the data as data."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data_contracts.contract import contracts
from data_contracts.table import date_column
from warehouse import figures, registry
from warehouse.engine import Database
from warehouse.figures import Moment, Scope
from warehouse.periods import Period
from warehouse.registry import Measure

CASE_COLUMNS = (
    "measure", "counted_on", "counted_to", "home_id", "child_id", "staff_id", "numerator", "denominator", "dataset",
    "record_id", "file", "sheet", "row", "cell",
)  # fmt: skip
ISSUE_COLUMNS = (
    "submission", "file", "sheet", "row", "column", "value_kind", "severity", "rule", "remedy", "dataset", "cell",
)  # fmt: skip


def cases(
    database: Database, measure: Measure, period: Period, scope: Scope, homes: list[str] | None, child: str | None,
    moment: Moment,
) -> pd.DataFrame:  # fmt: skip
    """The cases of a figure with file, sheet and row, a record a row; a case's amounts stand on its first record."""
    by = "home" if homes else "service"
    found = figures.cases(database, measure, period, scope, homes, child, moment, by)
    if found.empty:
        return pd.DataFrame(columns=list(CASE_COLUMNS))
    if measure.kind == "distinct":
        found = _people_once(found, measure)
    elif measure.kind == "latest":
        found = _newest_of_each(found)
    elif measure.denominator_is == "people":
        found = found.assign(denominator=found["denominator"].where(~found.duplicated("person")))
    found = found.assign(place=range(len(found)))
    with database.given(found=found):
        traced = database.frame(
            """
            with parts as (
                select place, dataset, record_id, 0 as part from found
                union all
                select found.place, found.dataset, merged_record.part_id, 1 as part from found
                join merged_record on merged_record.dataset = found.dataset
                    and merged_record.record_id = found.record_id
                    and (merged_record.measure is null or merged_record.measure = found.measure)
            )
            select found.measure, found.counted_on, found.counted_to, cast(found.home_id as varchar) as home_id,
                cast(found.child_id as varchar) as child_id, cast(found.staff_id as varchar) as staff_id,
                case when parts.part = 0 then found.numerator end as numerator,
                case when parts.part = 0 then found.denominator end as denominator,
                parts.dataset, parts.record_id, submission.file, record.sheet, record.sheet_row as "row",
                record.sheet_column || cast(record.sheet_row as varchar) as cell
            from parts
            join found on found.place = parts.place
            left join record on record.dataset = parts.dataset and record.record_id = parts.record_id
            left join meta.submission as submission on submission.submission = record.submission
            order by found.place, parts.part, parts.record_id
            """
        )
    return traced[list(CASE_COLUMNS)]


def placed(database: Database, found: pd.DataFrame) -> pd.DataFrame:
    """The rows, which name a record by dataset and record_id, with its file, sheet and row; blank where none is."""
    asked = found[["dataset", "record_id"]].drop_duplicates()
    with database.given(asked=asked):
        places = database.frame(
            """
            select record.dataset, record.record_id, submission.file, record.sheet, record.sheet_row as "row"
            from record
            join asked on asked.dataset = record.dataset and asked.record_id = record.record_id
            join meta.submission as submission on submission.submission = record.submission
            """
        )
    return found.merge(places, how="left", on=["dataset", "record_id"])


def _newest_of_each(found: pd.DataFrame) -> pd.DataFrame:
    """Of each person's cases the newest, which is the one that counts."""
    ordered = found.assign(person=found["person"].fillna(found["record_id"]))
    ordered = ordered.sort_values(["counted_on", "tie_break"], kind="stable")
    return ordered.drop_duplicates("person", keep="last").sort_values(["counted_on", "home_id"], kind="stable")


def _month_ends(found: pd.DataFrame) -> pd.DataFrame:
    """Each leaver once, and the headcounts of the month ends, which keep their own amounts."""
    leaves = found["denominator"].isna()
    leavers = found[leaves & (found["numerator"] > 0)]
    counts = found[~leaves & (found["denominator"] > 0)].drop_duplicates(["staff_id", "counted_on"])
    # A month end with nobody employed counts in the mean as well, and stands here by itself.
    nobody = found[~leaves & found["staff_id"].isna() & ~found["counted_on"].isin(counts["counted_on"])]
    counts = pd.concat([counts, nobody.drop_duplicates("counted_on")])
    leavers = leavers.assign(numerator=leavers["numerator"].where(~leavers.duplicated("person")))
    return pd.concat([leavers, counts])


def _people_once(found: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Each person's amounts stand on the first of that person's rows; month-end headcounts keep their own."""
    if measure.denominator_is == "month_ends":
        return _month_ends(found)
    found = found[found["person"].notna()]
    found = found[~found.groupby("person")["excludes"].transform("any")]
    found = found.sort_values(["person", "numerator", "counted_on"], ascending=[True, False, True], kind="stable")
    amounts = found.fillna({"numerator": 0.0, "denominator": 0.0}).groupby("person")
    days = amounts["denominator"].transform("sum")
    if measure.least_days is None:
        in_denominator = amounts["denominator"].transform("max") > 0
    else:
        in_denominator = days >= measure.least_days
    if measure.least_share is None:
        in_numerator = amounts["numerator"].transform("max") > 0
    else:
        in_numerator = amounts["numerator"].transform("sum") / days.where(days > 0) >= measure.least_share
    first = ~found.duplicated("person")
    counts = in_numerator & (in_denominator if measure.has_denominator else True)
    denominator = in_denominator.astype(float).where(first) if measure.has_denominator else None
    return found.assign(numerator=counts.astype(float).where(first), denominator=denominator)


def _last_records() -> str:
    """SQL for the last day up to $today of which each dataset that keeps coming has a record."""
    parts = []
    for name, contract in contracts().items():
        if contract.dated_by:
            dated = contract.by_name[contract.dated_by]
            column = date_column(dated.name) if dated.type == "datetime" else dated.name
            last = f'max("{column}") filter (where "{column}" <= $today)'
            parts.append(f"select '{name}' as dataset, {last} as last_on from \"{name}\"")
    return " union all ".join(parts)


def data_age(database: Database, today: date) -> pd.DataFrame:
    """A row a dataset ever accepted: covers_to, loaded_at, exported_at, records, waiting, quarantined, last_on.

    `covers_to` is the day up to which its exports claim to speak, `last_on` the last day of which they have a record
    (blank for registers such as homes and children).
    """
    return database.frame(
        f"""
        with last_records as ({_last_records()}),
        counts as (select dataset, count(*) as records from record group by dataset)
        select sheet.dataset, max(submission.covers_to) as covers_to, max(submission.loaded_at) as loaded_at,
            max(submission.exported_at) as exported_at, any_value(counts.records) as records,
            (select count(*) from (select distinct submission, sheet, sheet_row from meta.waiting as waiting
                where waiting.dataset = sheet.dataset)) as waiting,
            (select count(*) from (select distinct q.submission, q.sheet, q.sheet_row from meta.quarantine as q
                join meta.submission as s on s.submission = q.submission and s.is_standing
                where q.dataset = sheet.dataset and q.severity = 'error')) as quarantined,
            any_value(last_records.last_on) as last_on
        from meta.sheet as sheet
        join meta.submission as submission using (submission)
        left join counts on counts.dataset = sheet.dataset
        left join last_records on last_records.dataset = sheet.dataset
        where submission.is_standing and sheet.accepted
        group by sheet.dataset order by sheet.dataset
        """,
        {"today": today},
    )


def submissions(database: Database) -> pd.DataFrame:
    """A row a sheet, newest submission first, with what came of it and what was said about it."""
    return database.frame(
        """
        select submission.submission, submission.file, sheet.sheet, sheet.dataset, submission.loaded_by,
            submission.loaded_at, submission.exported_at, submission.source, submission.covers_from,
            submission.covers_to, submission.is_standing, sheet.accepted, sheet.rows_read, sheet.added, sheet.amended,
            sheet.unchanged, sheet.quarantined, sheet.said
        from meta.submission as submission join meta.sheet as sheet using (submission)
        order by submission.sequence desc, sheet.sheet
        """
    )


def issues(database: Database, today: date) -> pd.DataFrame:
    """Columns as ISSUE_COLUMNS: rows refused (error), rows that wait, rows that count but by now should be checked."""
    rules = pd.DataFrame(
        [(warning.rule, warning.remedy) for warning in registry.warnings().values()]
        + [
            ("amended_home", "Check that the record really belongs to the other home; the amendment counts."),
            ("amended_child", "Check that the record really is about the other child; the amendment counts."),
            ("amended_staff", "Check that the record really is about the other member of staff; the amendment counts."),
        ],
        columns=["rule", "remedy"],
    )
    with database.given(rules=rules):
        return database.frame(
            """
            with listed as (
                select submission, dataset, sheet, coalesce(source_row, sheet_row) as sheet_row, source_column,
                    column_name, value_kind, severity, rule, remedy
                from meta.quarantine where severity <> 'waiting'
                union all
                select submission, dataset, sheet, coalesce(source_row, sheet_row), source_column, column_name,
                    'reference', 'waiting', rule,
                    case when rule = 'resident'
                            then 'Nothing need be done unless the child lived in one of the homes that day; then load '
                                || 'the export of stays that says so.'
                        when rule = 'found'
                            then 'Load the export that has the record, or correct what it is found by; only one record '
                                || 'may have it.'
                        when column_name like '%home%'
                            then 'Load the export of homes that has this home, or correct the reference.'
                        when column_name like '%child%'
                            then 'Load the export of children that has this child, or correct the reference.'
                        else 'Load the export of staff that has this person, or correct the reference.' end
                from meta.waiting
                union all
                select warning.submission, warning.dataset, warning.sheet, warning.sheet_row, cast(null as varchar),
                    warning.column_name, 'value', 'warning', warning.rule, rules.remedy
                from meta.warning as warning left join rules using (rule)
                where warning.holds_from_on is null or warning.holds_from_on <= $today
            )
            select listed.submission, submission.file, listed.sheet, listed.sheet_row as "row",
                listed.column_name as "column", listed.value_kind, listed.severity, listed.rule, listed.remedy,
                listed.dataset, listed.source_column || cast(listed.sheet_row as varchar) as cell
            from listed join meta.submission as submission using (submission)
            where submission.is_standing
            order by submission.sequence, listed.sheet, listed.sheet_row, listed.column_name, listed.rule
            """,
            {"today": today},
        )


def expectations(database: Database) -> pd.DataFrame:
    """A row an expectation of each standing sheet: rule, column, severity, why, rows checked and rows that failed."""
    return database.frame(
        """
        select expectation.submission, submission.file, expectation.sheet, expectation.dataset, expectation.rule,
            expectation.column_name as "column", expectation.severity, expectation.description, expectation.why,
            expectation.checked,
            -- What waited when it was sent may have entered since.
            case when expectation.severity = 'waiting' then coalesce(waits.rows, 0)
                else expectation.failed end as failed
        from meta.expectation as expectation join meta.submission as submission using (submission)
        left join (
            select submission, dataset, sheet, column_name, count(distinct sheet_row) as rows
            from meta.waiting group by all
        ) as waits on waits.submission = expectation.submission and waits.dataset = expectation.dataset
            and waits.sheet = expectation.sheet and waits.column_name = expectation.column_name
        where submission.is_standing
        order by submission.sequence desc, expectation.sheet, failed desc, expectation.column_name
        """
    )
