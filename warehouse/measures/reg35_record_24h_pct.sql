/*---
measure: reg35_record_24h_pct
kpi: recording
title: Restraints and sanctions recorded in 24 hours
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [11, 12, 13]
source: Regulation 35(3)(a); framework, appendix B sections 10 and 11
definition: Restraints and sanctions whose record was made within 24 hours, of those for which that can be decided.
numerator: recorded in time
denominator: restraints and sanctions
reads: [deadline_outcome]
datasets: [incidents, sanctions]
rulings: [planned_restraint_left_out, decided_only, restorative_only, started_in_period, sum_of_homes]
note: Restraint that the child's education, health and care plan provides for is left out. A record not yet made counts against once its 24 hours have passed.
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
where standard in ('T02', 'T03')
    and decided in ('met', 'late_within_max', 'breached_local', 'breached_statutory', 'open')
