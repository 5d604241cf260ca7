/*---
warning: activity_not_resident
sentence: A child named in this activity lived in none of the homes that day.
why: An activity counts for the home where the child lives that day, so for this child it counts for none.
remedy: Check the day, the children named and the dates of their stays.
---*/
select
    'activities' as dataset,
    activities.record_id,
    'child_ids' as column_name
from activities
join activities_child_ids on activities_child_ids.record_id = activities.record_id
left join stays on stays.child_id = activities_child_ids."value"
    and stays.admitted_on <= activities."date"
    and coalesce(stays.discharged_on, date '9999-12-31') > activities."date"
where stays.record_id is null
group by activities.record_id
