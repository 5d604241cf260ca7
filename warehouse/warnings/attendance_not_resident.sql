/*---
warning: attendance_not_resident
sentence: The child lived in none of the homes that day.
why: A session counts for the home where the child lives that day, so this one counts for none.
remedy: Check the dates of the child's stays.
---*/
select
    'attendance' as dataset,
    attendance.record_id,
    'date' as column_name
from attendance
left join stays on stays.child_id = attendance.child_id
    and stays.admitted_on <= attendance."date"
    and coalesce(stays.discharged_on, date '9999-12-31') > attendance."date"
where stays.record_id is null
group by attendance.record_id
