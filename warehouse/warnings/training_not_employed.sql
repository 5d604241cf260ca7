/*---
warning: training_not_employed
sentence: The member of staff was not employed in any home on the day this course was completed.
why: The course counts all the same for who is employed on the last day of the period, and its hours for no home.
remedy: Check the date, the member of staff and the dates of employment.
---*/
select
    'training' as dataset,
    training.record_id,
    'completed_on' as column_name
from training
left join staff on staff.staff_id = training.staff_id
    and staff.started_on <= training.completed_on
    and coalesce(staff.ended_on, date '9999-12-31') >= training.completed_on
where staff.record_id is null
    and training.completed_on is not null
