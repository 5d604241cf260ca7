/*---
warning: answer_child_not_resident
sentence: The child did not live in this home on the day of the question.
why: The answer counts for the home on the row, whoever lived where.
remedy: Check the home of the response and the dates of the child's stays.
---*/
select
    'surveys' as dataset,
    surveys.record_id,
    'home_id' as column_name
from surveys
left join stays on stays.child_id = surveys.child_id
    and stays.home_id = surveys.home_id
    and stays.admitted_on <= surveys.asked_on
    and coalesce(stays.discharged_on, date '9999-12-31') >= surveys.asked_on
where stays.record_id is null and surveys.child_id is not null
