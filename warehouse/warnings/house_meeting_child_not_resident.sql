/*---
warning: house_meeting_child_not_resident
sentence: A child named in this meeting did not live in this home that day.
why: The meeting counts for the home on the row, whoever took part.
remedy: Check the home of the meeting, the children named in it and the dates of their stays.
---*/
select
    'meetings' as dataset,
    meetings.record_id,
    'child_ids' as column_name
from meetings
join meetings_child_ids on meetings_child_ids.record_id = meetings.record_id
left join stays on stays.child_id = meetings_child_ids."value"
    and stays.home_id = meetings.home_id
    and stays.admitted_on <= meetings.held_on
    and coalesce(stays.discharged_on, date '9999-12-31') >= meetings.held_on
where stays.record_id is null
group by meetings.record_id
