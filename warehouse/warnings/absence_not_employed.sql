/*---
warning: absence_not_employed
sentence: The member of staff was not employed in any home on the first day of this absence.
why: Days outside employment count neither as sickness nor as an excuse.
remedy: Check the date, the member of staff and the dates of employment.
---*/
select
    'staff_absence' as dataset,
    staff_absence.record_id,
    'started_on' as column_name
from staff_absence
left join staff on staff.staff_id = staff_absence.staff_id
    and staff.started_on <= staff_absence.started_on
    and coalesce(staff.ended_on, date '9999-12-31') >= staff_absence.started_on
where staff.record_id is null
    and staff_absence.started_on is not null
