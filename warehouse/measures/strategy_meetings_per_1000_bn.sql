/*---
measure: strategy_meetings_per_1000_bn
kpi: strategy_meeting_rate
title: Strategy meetings per 1,000 nights
kind: ratio
window: period
unit: per_1000_bed_nights
better: neutral
chart: rare_event
disclosure: child
standards: [12]
source: Framework, key performance indicators, procedure; appendix A section 1
definition: Strategy meetings held, for every 1,000 nights that children spent in the home.
numerator: meetings
denominator: nights
reads: [strategy_meetings, stay_span]
rulings: [held_meetings, home_on_the_record, nights_until_yesterday, nights_once, sum_of_homes]
note: A placing authority may hold meetings that the home never hears of. More of them can be a good response, so neither more nor fewer is better.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    held_on as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    -- A meeting that lies ahead counts from when it is held.
    coalesce(held_at_utc, cast(held_on as timestamp)) as counts_from_at,
    1 as numerator,
    0 as denominator,
    'strategy_meetings' as dataset,
    record_id
from strategy_meetings
where held_on is not null and kind <> 'lado'
union all
select
    home_id,
    -- Meetings are counted whoever they are about, so there is no rate of one child, and the nights name none.
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    admitted_on as counted_on,
    last_night_on as counted_to,
    true as counts_when_past,
    cast(null as timestamp) as counts_from_at,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    stay_span_id as record_id
from stay_span
where last_night_on is not null
