/*---
measure: missing_hours
kpi: missing_children_and_episodes
title: Hours missing
kind: count
window: period
unit: hours
better: lower
chart: xmr
disclosure: child
standards: [12]
source: Framework, key performance indicators, outcomes; appendix B section 12; statutory guidance on missing children (2014)
definition: Hours of missing episodes (M) that lie in the period, whenever the episode started.
numerator: hours
denominator: null
reads: [missing_span, day]
rulings: [episodes_merge, under_18, short_breaks_count, home_on_the_record, hours_in_period, closed_at_discharge, nights_until_yesterday]
note: Each day's hours are a case. An episode of which a date is known but no time has no hours that can be told, and is left out.
---*/
select
    missing_span.home_id,
    missing_span.child_id,
    cast(null as varchar) as staff_id,
    day.day_on as counted_on,
    true as counts_when_past,
    -- What of the episode lies between the two midnights of the day, in elapsed hours: 23 to 25 of a whole day.
    date_diff(
        'second',
        greatest(day.starts_at_utc, missing_span.started_from_utc),
        least(day.ends_at_utc, coalesce(missing_span.ended_from_utc, day.ends_at_utc))
    ) / 3600.0 as numerator,
    cast(null as integer) as denominator,
    'missing_episodes' as dataset,
    missing_span.record_id
from missing_span
join day on day.day_on >= missing_span.started_on
    and day.day_on <= coalesce(missing_span.ended_on, date '9999-12-31')
    and day.day_on < coalesce(missing_span.adult_on, date '9999-12-31')
where missing_span.kind = 'M'
    and missing_span.is_timed
    and coalesce(missing_span.ended_from_utc, day.ends_at_utc) > greatest(day.starts_at_utc, missing_span.started_from_utc)
