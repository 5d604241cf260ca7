"""The sums of one measure as somebody would write them straight in SQL, who knows what its cases are like.

Each query asks only for what the measure needs: spans are counted in days only where it has spans, people once only
where it counts people. The period is over, so that nothing has to be left out as not yet past.
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse import counting
from warehouse.engine import Database
from warehouse.registry import Measure

_OVERLAPS = "counted_on <= $last and counted_to >= $first"
_POINT = "counted_on between $first and $last"
_HOLDS = "counted_on <= $last and coalesce(counted_to, date '9999-12-31') >= $last"
_THROUGHOUT = "counted_on <= $first and coalesce(counted_to, date '9999-12-31') >= $last"
_PERSON = "coalesce(person_id, child_id, staff_id)"
_DAYS = "date_diff('day', greatest(counted_on, $first), least(counted_to, $last)) + 1"


@dataclass(frozen=True)
class Cases:
    """What the cases of a measure are like: which of their columns say anything."""

    has_points: bool
    has_spans: bool
    kinds_of_day: frozenset[str]
    counts_for_differs: bool
    waits: bool
    excludes: bool


def cases_of(database: Database, measure: Measure) -> Cases:
    table = counting.source([measure])
    row = database.rows(
        "select bool_or(counted_to is null), bool_or(counted_to is not null), list(distinct counts_on), "
        "bool_or(counts_for <> 'both'), bool_or(counts_from_at is not null), bool_or(excludes) "
        f"from {table} as its_cases where measure = ?",
        [measure.measure],
    )[0]
    return Cases(bool(row[0]), bool(row[1]), frozenset(row[2] or ()), bool(row[3]), bool(row[4]), bool(row[5]))


def _inside(measure: Measure, like: Cases) -> str:
    if measure.kind == "snapshot":
        return _HOLDS
    if like.has_points and like.has_spans:
        plain = f"(case when counted_to is null then {_POINT} else {_OVERLAPS} end)"
    else:
        plain = f"({_OVERLAPS})" if like.has_spans else f"({_POINT})"
    if like.kinds_of_day <= {"any_day"}:
        return plain
    return f"(case counts_on when 'last_day' then {_HOLDS} when 'every_day' then {_THROUGHOUT} else {plain} end)"


def _where(measure: Measure, like: Cases, home: str | None) -> str:
    parts = [f"measure = '{measure.measure}'", _inside(measure, like)]
    if home:
        parts.append("home_id = $home")
    if like.counts_for_differs:
        parts.append(f"counts_for <> '{'service' if home else 'home'}'")
    if like.waits:
        parts.append("(counts_from_at is null or counts_from_at < $now)")
    return " and ".join(parts)


def _days(measure: Measure, like: Cases) -> str:
    if measure.kind == "snapshot" or not like.has_spans:
        return "1"
    if like.kinds_of_day - {"any_day"}:
        return f"case when counts_on = 'any_day' and counted_to is not null then {_DAYS} else 1 end"
    return f"case when counted_to is null then 1 else {_DAYS} end" if like.has_points else f"({_DAYS})"


def _people(measure: Measure, like: Cases, table: str, where: str) -> str:
    days = _days(measure, like)
    top = "max(numerator) > 0"
    if measure.least_share is not None:
        top = f"sum(numerator * {days}) / nullif(sum(denominator * {days}), 0) >= {measure.least_share}"
    bottom = "max(denominator) > 0"
    if measure.least_days is not None:
        bottom = f"sum(denominator * {days}) >= {measure.least_days}"
    left_out = "having not bool_or(excludes)" if like.excludes else ""
    counted = "top and bottom" if measure.has_denominator else "top"
    return (
        f"with people as (select {top} as top, {bottom} as bottom from {table} as its_cases where {where} "
        f"and {_PERSON} is not null group by {_PERSON} {left_out}) "
        f"select count(*) filter (where {counted}), count(*) filter (where bottom) from people"
    )


def _month_ends(table: str, where: str) -> str:
    where = where.replace(f"({_POINT})", "(counted_on between $heads_from and $last)")
    return (
        "select count(distinct case when numerator > 0 and counted_on >= $first then staff_id end), "
        "count(distinct case when denominator > 0 then staff_id || ' ' || counted_on end) "
        "/ nullif(count(distinct case when denominator is not null then counted_on end), 0) "
        f"from {table} as its_cases where {where}"
    )


def query(measure: Measure, like: Cases, home: str | None) -> str:
    """Numerator and denominator of the measure from $first to $last, of one home or of the service."""
    table, where = counting.source([measure]), _where(measure, like, home)
    if not measure.is_stored:
        table, where = f'"{counting.view_of(measure)}"', where.partition(" and ")[2]
    if measure.denominator_is == "month_ends":
        return _month_ends(table, where)
    if measure.counts_people:
        return _people(measure, like, table, where)
    if measure.kind == "latest":
        table = (
            f"(select *, row_number() over (partition by coalesce({_PERSON}, record_id) order by "
            f"counted_on desc, coalesce(tie_break, record_id) desc) as newness from {table} as its_cases where {where})"
        )
        where = "newness = 1"
    if measure.combine != "sum":
        return f"select {measure.combine}(numerator), null from {table} as its_cases where {where}"
    days = _days(measure, like) if measure.kind != "latest" else "1"
    bottom = f"sum(denominator * {days})"
    if measure.denominator_is == "people":
        bottom = f"count(distinct case when denominator > 0 then {_PERSON} end)"
    return f"select sum(numerator * {days}), {bottom} from {table} as its_cases where {where}"
