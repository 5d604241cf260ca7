/*---
warning: audit_child_not_resident
sentence: The child did not live in this home on the day of the audit.
why: The audit counts for the home on the row, whoever lived where.
remedy: Check the home and the child of the audit and the dates of the child's stays.
---*/
select
    'qa_activities' as dataset,
    qa_activities.record_id,
    'home_id' as column_name
from qa_activities
left join stays on stays.child_id = qa_activities.child_id
    and stays.home_id = qa_activities.home_id
    and stays.admitted_on <= qa_activities.done_on
    and coalesce(stays.discharged_on, date '9999-12-31') >= qa_activities.done_on
where stays.record_id is null
    and qa_activities.child_id is not null
    and qa_activities.home_id is not null
    and qa_activities.done_on is not null
