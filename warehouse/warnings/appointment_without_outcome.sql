/*---
warning: appointment_without_outcome
sentence: Seven days after the appointment its outcome is still not recorded.
why: It is not taken to be kept, so it is left out of the appointments kept and counted by itself.
remedy: Ask what became of the appointment and send the row again with its outcome.
---*/
select
    'health_appointments' as dataset,
    record_id,
    'outcome' as column_name,
    cast(booked_for_on + interval '7' day as date) as holds_from_on
from health_appointments
where outcome is null
