/*---
measure: unknown_outcome_n
kpi: health_appointments_kept_rate
title: Appointments without an outcome
kind: count
window: period
unit: appointments
better: lower
chart: run
disclosure: child
standards: [10, 13]
source: Framework, key performance indicators, procedure; appendix A section 2; regulation 10
definition: Health appointments in the period whose outcome was not recorded within seven days.
numerator: appointments
denominator: null
reads: [health_appointment]
rulings: [outcome_unknown, home_of_the_child]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    due_on as counted_on,
    -- Counts once seven days have gone by.
    due_at_utc + interval '7' day as counts_from_at,
    1 as numerator,
    cast(null as integer) as denominator,
    'health_appointments' as dataset,
    record_id
from health_appointment
where outcome is null
