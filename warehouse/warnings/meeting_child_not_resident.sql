/*---
warning: meeting_child_not_resident
sentence: A child whom this strategy meeting was about did not live in this home that day.
why: The meeting counts for the home on the row; a percentage of children leaves out a child who did not live there.
remedy: Check the home of the meeting, the children named and the dates of their stays.
---*/
select
    'strategy_meetings' as dataset,
    strategy_meetings.record_id,
    'child_ids' as column_name
from strategy_meetings
join strategy_meetings_child_ids on strategy_meetings_child_ids.record_id = strategy_meetings.record_id
left join stays on stays.child_id = strategy_meetings_child_ids."value"
    and stays.home_id = strategy_meetings.home_id
    and stays.admitted_on <= strategy_meetings.held_on
    and coalesce(stays.discharged_on, date '9999-12-31') >= strategy_meetings.held_on
where stays.record_id is null and strategy_meetings.held_on is not null
group by strategy_meetings.record_id
