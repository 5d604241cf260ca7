/*---
measure: house_meeting_weeks_pct
kpi: home_meetings
title: Weeks with a house meeting
kind: ratio
window: period
unit: percent
better: higher
chart: run
disclosure: process
standards: [6, 7]
source: Framework, appendix B section 16, weekly
definition: Weeks, from Monday to Sunday, in which the home held a meeting with the children, of the weeks in which a child lived there.
numerator: weeks with a meeting
denominator: weeks
reads: [day, meetings, stay_span]
rulings: [weeks_end_on_sunday, sum_of_homes]
---*/
with weeks as (
    -- A week is known by its Sunday. 1 January 2001 was a Monday, so the remainder is 6 on Sundays.
    select
        stay_span.home_id,
        day.day_on as ends_on,
        min(stay_span.stay_span_id) as stay_span_id
    from stay_span
    join day on day.day_on >= stay_span.admitted_on
        and cast(day.day_on - interval '6' day as date) <= stay_span.last_night_on
    where date_diff('day', date '2001-01-01', day.day_on) % 7 = 6
    group by
        stay_span.home_id,
        day.day_on
),

held as (
    select
        home_id,
        cast(held_on + (6 - date_diff('day', date '2001-01-01', held_on) % 7) * interval '1' day as date) as ends_on,
        min(record_id) as record_id
    from meetings
    where kind = 'house'
    group by
        home_id,
        cast(held_on + (6 - date_diff('day', date '2001-01-01', held_on) % 7) * interval '1' day as date)
)

select
    weeks.home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    weeks.ends_on as counted_on,
    true as counts_when_past,
    case when held.record_id is not null then 1 else 0 end as numerator,
    1 as denominator,
    case when held.record_id is not null then 'meetings' else 'stays' end as dataset,
    coalesce(held.record_id, weeks.stay_span_id) as record_id
from weeks
left join held on held.home_id = weeks.home_id
    and held.ends_on = weeks.ends_on
