/*---
measure: strategy_meetings_n
kpi: strategy_meeting_rate
title: Strategy meetings
kind: count
window: period
unit: meetings
better: neutral
chart: rare_event
disclosure: child
standards: [12]
source: Framework, key performance indicators, procedure; appendix A section 1
definition: Strategy meetings held in the period.
numerator: meetings
denominator: null
reads: [strategy_meetings]
rulings: [held_meetings, home_on_the_record]
note: A placing authority may hold meetings that the home never hears of. More of them can be a good response, so neither more nor fewer is better.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    held_on as counted_on,
    -- A meeting that lies ahead counts from when it is held.
    coalesce(held_at_utc, cast(held_on as timestamp)) as counts_from_at,
    1 as numerator,
    cast(null as integer) as denominator,
    'strategy_meetings' as dataset,
    record_id
from strategy_meetings
where held_on is not null and kind <> 'lado'
