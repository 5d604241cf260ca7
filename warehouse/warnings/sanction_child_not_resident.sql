/*---
warning: sanction_child_not_resident
sentence: The child did not live in this home on the day of the sanction.
why: The sanction counts for the home on the row, whoever lived where.
remedy: Check the home of the sanction and the dates of the child's stays.
---*/
select
    'sanctions' as dataset,
    sanctions.record_id,
    'home_id' as column_name
from sanctions
left join stays on stays.child_id = sanctions.child_id
    and stays.home_id = sanctions.home_id
    and stays.admitted_on <= sanctions.occurred_on
    and coalesce(stays.discharged_on, date '9999-12-31') >= sanctions.occurred_on
where stays.record_id is null
