/*---
measure: reg35_user_48h_pct
kpi: recording
title: User spoken to and record signed in 48 hours
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: staff
standards: [11, 12, 13]
source: Regulation 35(3)(b)
definition: Restraints and sanctions whose user had been spoken to and whose record had been signed within 48 hours, of those for which that can be decided.
numerator: spoken to and signed in time
denominator: restraints and sanctions
reads: [deadline_outcome]
datasets: [incidents, sanctions]
rulings: [planned_restraint_left_out, decided_only, restorative_only, started_in_period, sum_of_homes]
note: The later of the two stops the clock. Restraint planned in an education, health and care plan is left out.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    event_on as counted_on,
    -- An open deadline counts from the moment it is surely overdue.
    case when decided = 'open' then overdue_after_utc end as counts_from_at,
    case when decided = 'met' then 1 else 0 end as numerator,
    1 as denominator,
    dataset,
    record_id
from deadline_outcome
where standard = 'T11'
    and decided in ('met', 'late_within_max', 'breached_local', 'breached_statutory', 'open')
