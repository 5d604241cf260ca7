/*---
measure: complaints_resolved_in_time_pct
kpi: complaints_compliments_count
title: Complaints answered in time
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [7, 13]
source: Framework, appendix B section 9; Children Act 1989 Representations Procedure (England) Regulations 2006 (not verified)
definition: Complaints received in the period that were answered within the working days of their stage, of those for which that can be decided.
numerator: complaints answered in time
denominator: complaints with a time limit
reads: [deadline_outcome]
datasets: [feedback]
rulings: [decided_only, complaint_stages, one_matter, received_in_period, sum_of_homes]
note: An informal complaint, or one whose stage is not recorded, has no time limit and is left out.
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
where standard = 'T20'
    and decided in ('met', 'late_within_max', 'breached_local', 'breached_statutory', 'open')
