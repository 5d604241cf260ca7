/*---
measure: health_appts_kept_pct
kpi: health_appointments_kept_rate
title: Health appointments kept
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [10]
source: Framework, key performance indicators, procedure; appendix A section 2; regulation 10
definition: Health appointments attended, of the appointments that were due in the period and not called off in good time.
numerator: appointments kept
denominator: appointments due
reads: [health_appointment]
rulings: [appointments_due, home_of_the_child, sum_of_homes]
note: An appointment without an outcome is not taken to be kept; it is left out here and counted by itself.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    due_on as counted_on,
    -- An appointment that lies ahead counts from when it is due.
    due_at_utc as counts_from_at,
    case when outcome = 'attended' then 1 else 0 end as numerator,
    1 as denominator,
    'health_appointments' as dataset,
    record_id
from health_appointment
where outcome in ('attended', 'not_brought', 'child_declined', 'late_cancel_by_us')
