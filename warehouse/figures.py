"""Figures from cases: one way to count them, whatever asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from warehouse.engine import Database
from warehouse.periods import Period
from warehouse.registry import Measure

COLUMNS = (
    "measure", "period", "home_id", "child_id", "numerator", "denominator", "value", "unit", "status", "revision",
)  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """The homes and measures that may be read; None stands for all."""

    homes: frozenset[str] | None = None
    measures: frozenset[str] | None = None

    def allows_home(self, home_id: str | None) -> bool:
        return self.homes is None or home_id in self.homes

    def allows_measure(self, measure: str) -> bool:
        return self.measures is None or measure in self.measures


@dataclass(frozen=True)
class Moment:
    """When the question is asked: the date taken as today, and the instant in UTC."""

    today: date
    now_utc: datetime


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
_COUNTED = """
    select
        asked.measure, asked.period, asked.counts_people, asked.counts_month_ends, asked.has_denominator,
        asked.is_per_person, asked.is_latest, asked.combine, asked.least_days, asked.least_share,
        cases.home_id, cases.child_id, cases.staff_id, cases.counted_on, cases.counted_to, cases.dataset,
        cases.record_id, cases.excludes, cases.is_provisional, coalesce(cases.tie_break, cases.record_id) as tie_break,
        coalesce(cases.person_id, cases.child_id, cases.staff_id) as person_id,
        case when cases.counted_on >= asked.numerator_from or cases.counted_to is not null or asked.is_snapshot
            then cases.numerator else 0 end as numerator,
        case when cases.counted_on >= asked.denominator_from or cases.counted_to is not null or asked.is_snapshot
            then cases.denominator end as denominator,
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
        and (not cases.counts_when_past or (cases.counted_on <= $yesterday and asked.first_on <= $yesterday))
        and (cases.counts_from_at is null or cases.counts_from_at < $now)
        and (cases.counts_for = 'both' or cases.counts_for = $level)
        and ($homes is null or list_contains($homes, cases.home_id))
"""


def view_of(measure: Measure) -> str:
    """The name of the view through which the cases of a measure that is not stored are seen."""
    return f"cases_{measure.measure}"


def source(measures: Iterable[Measure]) -> str:
    """SQL for where the cases of these measures stand: the table of cases, and the views of those not stored."""
    views = [view_of(measure) for measure in measures if not measure.is_stored]
    if not views:
        return "cases"
    return "(" + " union all ".join(f'select * from "{table}"' for table in ["cases", *views]) + ")"


def _grouped(by: str, measures: Iterable[Measure]) -> str:
    """SQL for numerator and denominator of each measure, period and group."""
    group = {"service": "null::varchar", "home": "home_id", "child": "child_id"}[by]
    child_only = "and child_id is not null" if by == "child" else ""
    return f"""
    with counted as materialized ({_COUNTED.format(source=source(measures))}),
    grouped as (select *, {group} as group_id from counted where days > 0 {child_only}),
    provisional as (
        select distinct measure, period, group_id from grouped where is_provisional
    ),
    newest as (
        select *, row_number() over (
            partition by measure, period, group_id, coalesce(person_id, record_id)
            order by counted_on desc, tie_break desc
        ) as newness
        from grouped where is_latest
    ),
    additive as (
        select measure, period, group_id, person_id, numerator, denominator, days, combine, has_denominator,
            is_per_person
        from grouped where not counts_people and not is_latest
        union all
        select measure, period, group_id, person_id, numerator, denominator, days, combine, has_denominator,
            is_per_person
        from newest where newness = 1
    ),
    added as (
        select measure, period, group_id,
            case any_value(combine)
                when 'max' then max(numerator)
                when 'median' then median(numerator)
                else sum(numerator * days)
            end as numerator,
            case
                when any_value(is_per_person) then count(distinct case when denominator > 0 then person_id end)
                when any_value(has_denominator) then sum(coalesce(denominator, 0) * days)
            end as denominator
        from additive group by measure, period, group_id
    ),
    people as (
        select measure, period, group_id, person_id, any_value(has_denominator) as has_denominator,
            any_value(counts_month_ends) as counts_month_ends,
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
            case when any_value(has_denominator) then count(*) filter (where is_in_denominator) end as denominator
        from people group by people.measure, people.period, people.group_id
    ),
    with_mean as (
        select coalesce(persons.measure, month_ends.measure) as measure,
            coalesce(persons.period, month_ends.period) as period,
            coalesce(persons.group_id, month_ends.group_id) as group_id,
            coalesce(persons.numerator, 0) as numerator,
            case when month_ends.measure is not null then month_ends.headcounts / nullif(month_ends.month_ends, 0)
                else persons.denominator end as denominator
        from persons full join month_ends on month_ends.measure = persons.measure
            and month_ends.period = persons.period and month_ends.group_id is not distinct from persons.group_id
    ),
    totals as (
        select measure, period, group_id, numerator, denominator from added
        union all
        select measure, period, group_id, cast(numerator as double), cast(denominator as double) from with_mean
    )
    select totals.measure, totals.period, totals.group_id, totals.numerator, totals.denominator,
        provisional.measure is not null as is_provisional
    from totals left join provisional on provisional.measure = totals.measure
        and provisional.period = totals.period and provisional.group_id is not distinct from totals.group_id
    """


def level(scope: Scope, homes: Sequence[str] | None, by: str) -> str:
    """Whether figures are counted as the service's or as a home's: one home by itself says the same wherever asked."""
    if by == "home":
        return "home"
    wanted = homes if scope.homes is None else scope.homes & set(homes if homes is not None else scope.homes)
    return "home" if wanted is not None and len(wanted) == 1 else "service"


def _parameters(scope: Scope, homes: list[str] | None, moment: Moment, by: str) -> dict[str, object]:
    wanted = homes if scope.homes is None else sorted(scope.homes & set(homes if homes is not None else scope.homes))
    return {
        "yesterday": moment.today - timedelta(days=1),
        "now": moment.now_utc,
        "level": level(scope, homes, by),
        "homes": wanted,
    }


def sums(
    database: Database, measures: list[Measure], periods: list[Period], by: str, scope: Scope,
    homes: list[str] | None, moment: Moment,
) -> pd.DataFrame:  # fmt: skip
    """Numerator and denominator of each measure and period, for the service or for each home or child with cases.

    Columns: measure, period, group_id (home or child), numerator, denominator (NaN where a measure has none),
    is_provisional (a case that counts says that the figure is not final).
    """
    allowed = [measure for measure in measures if scope.allows_measure(measure.measure)]
    with database.given(asked=asked_table(allowed, periods, moment.today)):
        return database.frame(_grouped(by, allowed), _parameters(scope, homes, moment, by))


def cases(
    database: Database, measure: Measure, period: Period, scope: Scope, homes: list[str] | None, child: str | None,
    moment: Moment, by: str,
) -> pd.DataFrame:  # fmt: skip
    """The cases behind one figure, a row a case: what they add up to is the figure, people counted once.

    Columns: measure, counted_on, counted_to, home_id, child_id, staff_id, numerator, denominator, dataset, record_id,
    person (who is counted once, null where nobody is named), excludes, tie_break.
    """
    if not scope.allows_measure(measure.measure):
        return pd.DataFrame(columns=["measure", "counted_on"])
    parameters = _parameters(scope, homes, moment, by) | {"child": child}
    with database.given(asked=asked_table([measure], [period], moment.today)):
        return database.frame(
            f"""
            with counted as materialized ({_COUNTED.format(source=source([measure]))})
            select measure, greatest(counted_on, case when counted_to is null then counted_on else $first end)
                as counted_on,
                case when counted_to is not null then least(counted_to, $last) end as counted_to,
                home_id, child_id, staff_id, numerator * days as numerator, denominator * days as denominator,
                dataset, record_id, person_id as person, excludes, tie_break
            from counted
            where days > 0 and ($child is null or child_id = $child)
            order by 2, 4, 10
            """,
            parameters
            | {
                "first": window(measure, period)[0],
                "last": min(period.end, moment.today - timedelta(days=1)),
            },  # fmt: skip
        )
