/*---
warning: incident_child_not_resident
sentence: A child named in this incident did not live in this home that day.
why: The incident counts for the home on the row, whoever lived where.
remedy: Check the home of the incident, the children named in it and the dates of their stays.
---*/
select
    'incidents' as dataset,
    incidents.record_id,
    'child_ids' as column_name
from incidents
join incidents_child_ids on incidents_child_ids.record_id = incidents.record_id
left join stays on stays.child_id = incidents_child_ids."value"
    and stays.home_id = incidents.home_id
    and stays.admitted_on <= incidents.occurred_on
    and coalesce(stays.discharged_on, date '9999-12-31') >= incidents.occurred_on
where stays.record_id is null
group by incidents.record_id
