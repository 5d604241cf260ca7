/*---
measure: children_with_strategy_meeting_pct
kpi: strategy_meeting_rate
title: Share of children with a strategy meeting
kind: distinct
window: period
unit: percent
better: neutral
chart: interval
disclosure: child
standards: [12]
source: Framework, key performance indicators, procedure; appendix A section 1
definition: Children whom a strategy meeting held in the period was about, of the children who lived in the home in the period.
numerator: children
denominator: children
reads: [strategy_meetings, strategy_meetings_child_ids, stay_span]
rulings: [held_meetings, people_once, people_in_denominator, residence, nights_until_yesterday]
note: A meeting about two children is one meeting and two children.
---*/
select
    strategy_meetings.home_id,
    strategy_meetings_child_ids."value" as child_id,
    cast(null as varchar) as staff_id,
    strategy_meetings.held_on as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    -- A meeting that lies ahead counts from when it is held.
    coalesce(strategy_meetings.held_at_utc, cast(strategy_meetings.held_on as timestamp)) as counts_from_at,
    1 as numerator,
    0 as denominator,
    'strategy_meetings' as dataset,
    strategy_meetings.record_id
from strategy_meetings
join strategy_meetings_child_ids on strategy_meetings_child_ids.record_id = strategy_meetings.record_id
where strategy_meetings.held_on is not null and strategy_meetings.kind <> 'lado'
union all
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    admitted_on as counted_on,
    last_accommodated_on as counted_to,
    true as counts_when_past,
    cast(null as timestamp) as counts_from_at,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    stay_span_id as record_id
from stay_span
