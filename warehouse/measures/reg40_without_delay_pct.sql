/*---
measure: reg40_without_delay_pct
kpi: notifications
title: Ofsted told without delay
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: process
standards: [12, 13]
source: Regulation 40; framework, appendix B section 18
definition: Notifiable events of which Ofsted was told within 24 hours of the home becoming aware, of those for which that can be decided.
numerator: told in time
denominator: notifiable events
reads: [deadline_outcome]
datasets: [incidents]
rulings: [decided_only, started_in_period, sum_of_homes]
note: The law says without delay and gives no number; 24 hours is a local limit.
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
where standard = 'T18'
    and decided in ('met', 'late_within_max', 'breached_local', 'breached_statutory', 'open')
