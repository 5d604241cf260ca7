/*---
measure: child_debrief_48h_pct
kpi: recording
title: Child debriefed in 48 hours
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [7, 11, 12]
source: Framework, appendix B sections 10, 11 and 13
definition: Restraints, sanctions and incidents after which the child was debriefed within 48 hours, of those for which that can be decided.
numerator: debriefed in time
denominator: restraints, sanctions and incidents
reads: [deadline_outcome]
datasets: [incidents, sanctions]
rulings: [decided_only, restorative_only, started_in_period, sum_of_homes]
note: What the child declined is left out. The framework allows 72 hours at most, which has a figure of its own.
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
where standard in ('T08', 'T09', 'T10')
    and decided in ('met', 'late_within_max', 'breached_local', 'breached_statutory', 'open')
