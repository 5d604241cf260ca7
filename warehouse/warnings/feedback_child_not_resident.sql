/*---
warning: feedback_child_not_resident
sentence: A child named in this complaint or compliment did not live in this home on the day it was received.
why: It counts for the home on the row, whoever lived where.
remedy: Check the home, the children named and the dates of their stays; a child may well complain after leaving.
---*/
select
    'feedback' as dataset,
    feedback.record_id,
    'child_ids' as column_name
from feedback
join feedback_child_ids on feedback_child_ids.record_id = feedback.record_id
left join stays on stays.child_id = feedback_child_ids."value"
    and stays.home_id = feedback.home_id
    and stays.admitted_on <= feedback.received_on
    and coalesce(stays.discharged_on, date '9999-12-31') >= feedback.received_on
where stays.record_id is null
group by feedback.record_id
