/*---
measure: staff_debrief_sanction_48h_pct
kpi: recording
title: Staff debriefed in 48 hours after sanction
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: staff
standards: [11, 13]
source: Framework, appendix B section 11
definition: Sanctions after which staff were debriefed within 48 hours, of those for which that can be decided.
numerator: debriefed in time
denominator: sanctions
reads: [deadline_outcome]
datasets: [sanctions]
rulings: [decided_only, restorative_only, started_in_period, sum_of_homes]
note: The framework asks for 24 hours after restraint and 48 after sanctions and incidents.
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
where standard = 'T06'
    and decided in ('met', 'late_within_max', 'breached_local', 'breached_statutory', 'open')
