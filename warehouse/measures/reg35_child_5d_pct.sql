/*---
measure: reg35_child_5d_pct
kpi: recording
title: Child spoken to within five days
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [7, 11, 12]
source: Regulation 35(3)(c)
definition: Restraints and sanctions after which the child was spoken to within five days of the calendar, of those for which that can be decided.
numerator: children spoken to in time
denominator: restraints and sanctions
reads: [deadline_outcome]
datasets: [incidents, sanctions]
rulings: [planned_restraint_left_out, decided_only, restorative_only, started_in_period, sum_of_homes]
note: Five days by UK date, so a day without a time still decides. Restraint planned in an education, health and care plan is left out.
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
where standard = 'T12'
    and decided in ('met', 'late_within_max', 'breached_local', 'breached_statutory', 'open')
