/*---
measure: was_not_brought_n
kpi: health_appointments_kept_rate
title: Appointments a child was not brought to
kind: count
window: period
unit: appointments
better: lower
chart: run
disclosure: child
standards: [10]
source: Framework, key performance indicators, procedure; appendix A section 2; regulation 10
definition: Health appointments in the period to which the child was not brought.
numerator: appointments
denominator: null
reads: [health_appointment]
rulings: [home_of_the_child]
note: A child who was missing that day was not brought; the reason says so.
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
where outcome = 'not_brought'
