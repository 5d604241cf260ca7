/*---
warning: appointment_not_resident
sentence: The child lived in none of the homes on the day of the appointment.
why: An appointment counts for the home where the child lives that day, so this one counts for none.
remedy: Check the dates of the child's stays and the day of the appointment.
---*/
select
    'health_appointments' as dataset,
    health_appointments.record_id,
    'booked_for' as column_name
from health_appointments
left join stays on stays.child_id = health_appointments.child_id
    and stays.admitted_on <= health_appointments.booked_for_on
    and coalesce(stays.discharged_on, date '9999-12-31') > health_appointments.booked_for_on
where stays.record_id is null
group by health_appointments.record_id
