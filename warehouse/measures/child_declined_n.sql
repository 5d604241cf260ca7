/*---
measure: child_declined_n
kpi: health_appointments_kept_rate
title: Appointments a child declined
kind: count
window: period
unit: appointments
better: neutral
chart: run
disclosure: child
standards: [10]
source: Framework, key performance indicators, procedure; appendix A section 2; regulation 10
definition: Health appointments in the period that the child declined.
numerator: appointments
denominator: null
reads: [health_appointment]
rulings: [home_of_the_child]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    due_on as counted_on,
    -- An appointment that lies ahead counts from when it is due.
    due_at_utc as counts_from_at,
    1 as numerator,
    cast(null as integer) as denominator,
    'health_appointments' as dataset,
    record_id
from health_appointment
where outcome = 'child_declined'
