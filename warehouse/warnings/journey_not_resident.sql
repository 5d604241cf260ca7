/*---
warning: journey_not_resident
sentence: The child lived in none of the homes on the day of this journey.
why: A journey counts for the home where the child lives that day, so this one counts for none.
remedy: Check the day and the dates of the child's stays.
---*/
select
    'journeys' as dataset,
    journeys.record_id,
    'date' as column_name
from journeys
left join stays on stays.child_id = journeys.child_id
    and stays.admitted_on <= journeys."date"
    and coalesce(stays.discharged_on, date '9999-12-31') > journeys."date"
where stays.record_id is null
group by journeys.record_id
