/*---
measure: signoff_in_time_pct
kpi: recording
title: Signed off by management in time
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: staff
standards: [13]
source: Regulation 35(3)(b); framework, appendix B sections 10 and 13
definition: Restraints, sanctions and incidents signed off within the limit, of those for which there is one and it can be decided.
numerator: signed off in time
denominator: restraints, sanctions and incidents
reads: [deadline_outcome]
datasets: [incidents, sanctions]
rulings: [planned_restraint_left_out, decided_only, restorative_only, started_in_period, sum_of_homes]
note: Restraints and sanctions have the 48 hours of the law, for the talk with the user and the signature. The framework gives no number for incidents, so they are left out until the council sets one.
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
where standard in ('T11', 'T13')
    and decided in ('met', 'late_within_max', 'breached_local', 'breached_statutory', 'open')
