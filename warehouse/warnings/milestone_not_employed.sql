/*---
warning: milestone_not_employed
sentence: The member of staff was not employed in any home on the day of this step.
why: Whether a step was taken in time is counted from the dates of employment.
remedy: Check the date, the member of staff and the dates of employment.
---*/
select
    'staff_milestones' as dataset,
    staff_milestones.record_id,
    'done_on' as column_name
from staff_milestones
left join staff on staff.staff_id = staff_milestones.staff_id
    and staff.started_on <= staff_milestones.done_on
    and coalesce(staff.ended_on, date '9999-12-31') >= staff_milestones.done_on
where staff.record_id is null
    and staff_milestones.done_on is not null
