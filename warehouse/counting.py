"""How cases become figures, in SQL: which of them count for what was asked, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pandas as pd

from warehouse.periods import Period
from warehouse.registry import Measure


def _month_start(day: date, months_back: int) -> date:
    months = day.year * 12 + day.month - 1 - months_back
    return date(months // 12, months % 12 + 1, 1)


def _same_day_a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)


def _last_month_end(day: date) -> date:
    tomorrow = day + timedelta(days=1)
    return tomorrow.replace(day=1) - timedelta(days=1)


def _financial_year_start(day: date) -> date:
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def window(measure: Measure, period: Period) -> tuple[date, date]:
    """The first days from which numerator and denominator cases count: the period's own, or further back.

    A 12-month window holds the 12 months to the end of the period; a mean headcount the 13 month ends up to it; a
    financial year to date the days from 1 April.
    """
    if measure.window == "fy_to_date":
        return _financial_year_start(period.end), _financial_year_start(period.end)
    if measure.window != "12m":
        return period.start, period.start
    starts = _same_day_a_year_before(period.end + timedelta(days=1))
    if measure.denominator_is == "month_ends":
        return starts, _month_start(_last_month_end(period.end), 12)
    return starts, starts


def asked_table(measures: Iterable[Measure], periods: list[Period], today: date) -> pd.DataFrame:
    """One row for each measure and period asked: which of its cases count, and how they become a figure.

    What holds at the end of a period is looked at on `at_on`, its last day, or today while the period runs.
    """
    rows = []
    for measure in measures:
        for period in periods:
            numerator_from, denominator_from = window(measure, period)
            rows.append((
                measure.measure, period.text, numerator_from, denominator_from, min(numerator_from, denominator_from),
                period.start, period.end, min(period.end, today), measure.counts_people,
                measure.denominator_is == "month_ends", measure.has_denominator, measure.denominator_is == "people",
                measure.kind == "snapshot",
                measure.kind == "latest", measure.combine, measure.least_days, measure.least_share,
            ))  # fmt: skip
    columns = [
        "measure", "period", "numerator_from", "denominator_from", "first_on", "starts_on", "last_on", "at_on",
        "counts_people", "counts_month_ends", "has_denominator", "is_per_person", "is_snapshot", "is_latest",
        "combine", "least_days", "least_share",
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=columns)
    return found.astype({"least_days": "float", "least_share": "float"})


# Cases that count for what was asked, with the days of each that lie inside: one for a case of one day, one a day for a
# case that runs over days (a person counts once however many days). What lies after yesterday is left out of cases
# that count only once past, and a case that counts from an instant is left out until that instant has gone by.
_COLUMNS = """
        asked.measure, asked.period, asked.counts_people, asked.counts_month_ends, asked.has_denominator,
        asked.is_per_person, asked.is_latest, asked.combine, asked.least_days, asked.least_share,
        {named}, cases.counted_on, cases.excludes, cases.is_provisional,
        coalesce(cases.person_id, cases.child_id, cases.staff_id) as person_id,
        case when cases.counted_on >= asked.numerator_from or cases.counted_to is not null or asked.is_snapshot
            then cases.numerator else 0 end as numerator,
        case when cases.counted_on >= asked.denominator_from or cases.counted_to is not null or asked.is_snapshot
            then cases.denominator end as denominator
"""
# Columns of text are dear to carry along, so sums take only those they need.
LISTED = ("home_id", "child_id", "staff_id", "counted_to", "dataset", "record_id", "tie_break")
_ALLOWED = """
        (not cases.counts_when_past or (cases.counted_on <= $yesterday and asked.first_on <= $yesterday))
        and (cases.counts_from_at is null or cases.counts_from_at < $now)
        and (cases.counts_for = 'both' or cases.counts_for = $level)
        and ($homes is null or list_contains($homes, cases.home_id))
"""
_COUNTED = """
    select {columns},
        case
            when cases.counted_to is null or asked.is_snapshot or cases.counts_on <> 'any_day' then 1
            when asked.counts_people and asked.least_days is null then 1
            else date_diff(
                'day',
                greatest(cases.counted_on, asked.first_on),
                least(cases.counted_to, asked.last_on,
                      case when cases.counts_when_past then $yesterday else asked.last_on end)
            ) + 1
        end as days
    from asked
    join {source} as cases on cases.measure = asked.measure
        and cases.counted_on <= asked.last_on
    where (
        case
            when asked.is_snapshot or cases.counts_on = 'last_day'
                then cases.counted_on <= asked.at_on and coalesce(cases.counted_to, date '9999-12-31') >= asked.at_on
            when cases.counts_on = 'every_day' then cases.counted_on <= asked.starts_on
                and coalesce(cases.counted_to, date '9999-12-31') >= asked.at_on
            else coalesce(cases.counted_to, cases.counted_on) >= asked.first_on
        end)
        and {allowed}
"""
# Over many periods each case of one day is looked up by its day, instead of being held against every period.
_OF_A_DAY = "cases.counted_to is null and cases.counts_on = 'any_day' and not asked.is_snapshot"
_COUNTED_BY_DAY = """
    select {columns}, 1 as days
    from asked
    join asked_day on asked_day.first_on = asked.first_on and asked_day.last_on = asked.last_on
    join {source} as cases on cases.measure = asked.measure and cases.counted_on = asked_day.day_on
    where {of_a_day} and {allowed}
"""


def counted(measures: Sequence[Measure], named: Sequence[str] = LISTED, *, by_day: bool = False) -> str:
    """SQL for the cases that count for the table `asked`, with those columns of LISTED that are named.

    `by_day` needs the table `asked_day` beside it.
    """
    tie_break = "coalesce(cases.tie_break, cases.record_id) as tie_break"
    columns = ", ".join(tie_break if name == "tie_break" else f"cases.{name}" for name in named) or "1 as nothing"
    parts = {
        "columns": _COLUMNS.format(named=columns), "allowed": _ALLOWED, "source": source(measures),
        "of_a_day": _OF_A_DAY,
    }  # fmt: skip
    every = _COUNTED.format(**parts)
    return f"{every} and not ({_OF_A_DAY}) union all {_COUNTED_BY_DAY.format(**parts)}" if by_day else every


def day_table(asked: pd.DataFrame) -> pd.DataFrame:
    """A row for each day of each different window of the table `asked`: first_on, last_on, day_on."""
    windows = asked[["first_on", "last_on"]].drop_duplicates()
    days = [
        (first, last, first + timedelta(days=number))
        for first, last in windows.itertuples(index=False)
        for number in range((last - first).days + 1)
    ]
    return pd.DataFrame(days, columns=["first_on", "last_on", "day_on"])


def view_of(measure: Measure) -> str:
    """The name of the view through which the cases of a measure that is not stored are seen."""
    return f"cases_{measure.measure}"


def source(measures: Iterable[Measure]) -> str:
    """SQL for where the cases of these measures stand: the table of cases, and the views of those not stored."""
    asked = list(measures)
    tables = [view_of(measure) for measure in asked if not measure.is_stored]
    if len(tables) < len(asked) or not asked:
        tables.insert(0, "cases")
    if tables == ["cases"]:
        return "cases"
    return "(" + " union all ".join(f'select * from "{table}"' for table in tables) + ")"


# Fractions are added with what rounding leaves over kept (fsum), so that the order of cases does not show in the sum.
# What each way of counting adds to the query; only the ways that the measures asked for need are in it.
_NEWEST = """
    newest as (
        select *, row_number() over (
            partition by measure, period, group_id, coalesce(person_id, record_id)
            order by counted_on desc, tie_break desc
        ) as newness
        from grouped where is_latest
    ),
"""
_OF_NEWEST = " union all select * exclude (newness) from newest where newness = 1"
_ADDED = """
    added as (
        select measure, period, group_id,
            case any_value(combine)
                when 'max' then max(numerator)
                when 'median' then median(numerator)
                else fsum(numerator * days)
            end as numerator,
            case
                when any_value(is_per_person) then count(distinct case when denominator > 0 then person_id end)
                when any_value(has_denominator) then fsum(coalesce(denominator, 0) * days)
            end as denominator,
            bool_or(is_provisional) as is_provisional
        from (select * from grouped where not counts_people and not is_latest {newest}) as additive
        group by measure, period, group_id
    ),
"""
_PEOPLE = """
    people as (
        select measure, period, group_id, person_id, any_value(has_denominator) as has_denominator,
            any_value(counts_month_ends) as counts_month_ends, bool_or(is_provisional) as is_provisional,
            case when any_value(least_share) is null then max(numerator) > 0
                -- Divided, since 7 of 70 is a tenth, but a tenth of 70 is a little more than 7 in floating point.
                else coalesce(
                    sum(numerator * days) / nullif(sum(denominator * days), 0) >= any_value(least_share), false
                )
            end as is_in_numerator,
            case when any_value(least_days) is null then coalesce(max(denominator), 0) > 0
                else sum(denominator * days) >= any_value(least_days)
            end as is_in_denominator
        from grouped where counts_people and person_id is not null
        group by measure, period, group_id, person_id
        having not coalesce(bool_or(excludes), false)
    ),
    month_ends as (
        select measure, period, group_id, count(distinct counted_on) as month_ends,
            count(distinct case when denominator > 0 then person_id || ' ' || counted_on end) as headcounts
        from grouped where counts_month_ends and denominator is not null group by measure, period, group_id
    ),
    persons as (
        select people.measure, people.period, people.group_id,
            count(*) filter (
                where is_in_numerator and (is_in_denominator or not has_denominator or counts_month_ends)
            ) as numerator,
            case when any_value(has_denominator) then count(*) filter (where is_in_denominator) end as denominator,
            bool_or(is_provisional) as is_provisional
        from people group by people.measure, people.period, people.group_id
    ),
    with_mean as (
        select coalesce(persons.measure, month_ends.measure) as measure,
            coalesce(persons.period, month_ends.period) as period,
            coalesce(persons.group_id, month_ends.group_id) as group_id,
            cast(coalesce(persons.numerator, 0) as double) as numerator,
            cast(case when month_ends.measure is not null then month_ends.headcounts / nullif(month_ends.month_ends, 0)
                else persons.denominator end as double) as denominator,
            coalesce(persons.is_provisional, false) as is_provisional
        from persons full join month_ends on month_ends.measure = persons.measure
            and month_ends.period = persons.period and month_ends.group_id is not distinct from persons.group_id
    ),
"""


def grouped(by: str, measures: Sequence[Measure], *, by_day: bool = False) -> str:
    """SQL for each measure, period and group: numerator, denominator, is_provisional."""
    group = {"service": "null::varchar", "home": "home_id", "child": "child_id"}[by]
    child_only = "and child_id is not null" if by == "child" else ""
    people = any(measure.counts_people for measure in measures)
    latest = any(measure.kind == "latest" for measure in measures)
    others = any(not measure.counts_people for measure in measures) or not people
    named = {"service": [], "home": ["home_id"], "child": ["child_id"]}[by] + ["record_id", "tie_break"] * latest
    once = "" if people + others + latest > 1 else "not"
    totals = ["added"] * others + ["with_mean"] * people
    return f"""
    with counted as {once} materialized ({counted(measures, named, by_day=by_day)}),
    grouped as (select *, {group} as group_id from counted where days > 0 {child_only}),
    {_NEWEST if latest else ""}
    {_ADDED.format(newest=_OF_NEWEST if latest else "") if others else ""}
    {_PEOPLE if people else ""}
    totals as ({" union all ".join(f"select * from {table}" for table in totals)})
    select measure, period, group_id, numerator, denominator, is_provisional from totals
    """
