/*---
measure: missing_record_24h_pct
kpi: missing_children_and_episodes
title: Missing reports completed in 24 hours
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [12, 13]
source: Framework, appendix B section 12
definition: Missing episodes whose report was completed within 24 hours of the child being noticed missing, of those for which that can be decided.
numerator: reported in time
denominator: missing episodes
reads: [deadline_outcome]
datasets: [children, missing_episodes]
rulings: [decided_only, under_18, episodes_merge, started_in_period, sum_of_homes]
note: The framework does not say from when; the clock runs from when the child was noticed missing, else from when the child went.
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
where standard = 'T04'
    and decided in ('met', 'late_within_max', 'breached_local', 'breached_statutory', 'open')
