/*---
measure: rhi_offered_72h_pct
kpi: return_interviews
title: Return interviews offered in 72 hours
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [12]
source: Framework, appendix B section 12; statutory guidance on missing children (2014), 72 hours
definition: Missing children whose return interview was offered within 72 hours of their return, of the returns for which that can be decided.
numerator: interviews offered in time
denominator: returns
reads: [deadline_outcome]
datasets: [children, missing_episodes]
rulings: [decided_only, under_18, episodes_merge, started_in_period, sum_of_homes]
note: The clock runs on elapsed hours from the child's return. An interview not yet offered counts against once its 72 hours have passed.
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
where standard = 'T15'
    and decided in ('met', 'late_within_max', 'breached_local', 'breached_statutory', 'open')
