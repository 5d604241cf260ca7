/*---
warning: mark_not_in_force
sentence: This attendance mark was not in force on that day.
why: The session is not counted as possible, because the mark had no meaning on its date.
remedy: Check the mark against the codes of that year, and the date.
---*/
select
    'attendance' as dataset,
    attendance.record_id,
    'mark' as column_name
from attendance
left join attendance_code on attendance_code.code = attendance.mark
    and (attendance_code.valid_from is null or attendance."date" >= attendance_code.valid_from)
    and (attendance_code.valid_to is null or attendance."date" <= attendance_code.valid_to)
where attendance.mark is not null and attendance_code.code is null
