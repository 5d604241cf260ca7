/*---
measure: sanction_reg35_compliant_pct
kpi: sanction_rate
title: Sanctions recorded and followed up as the law asks
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [11, 13]
source: Framework, appendix B section 11; regulation 35(3)
definition: Sanctions in the period with the record made within 24 hours, the person who used the measure spoken to and the record signed within 48 hours, and the child spoken to within five days, of those for which that can be decided.
numerator: sanctions with all three in time
denominator: sanctions
reads: [deadline_outcome]
datasets: [sanctions]
rulings: [regulation_35, decided_only, restorative_only, started_in_period, sum_of_homes]
---*/
with duties as (
    select
        home_id,
        child_id,
        event_on,
        dataset,
        record_id,
        count(*) as duties,
        count(*) filter (where decided = 'met') as met,
        count(*) filter (where decided in ('late_within_max', 'breached_local', 'breached_statutory')) as breached,
        count(*) filter (where decided = 'open') as open_ones,
        min(case when decided = 'open' then overdue_after_utc end) as first_overdue_after_utc
    from deadline_outcome
    where standard in ('T03', 'T11', 'T12')
        and dataset = 'sanctions'
    group by
        home_id,
        child_id,
        event_on,
        dataset,
        record_id
)

select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    event_on as counted_on,
    -- One duty missed decides; without one, the first that is still open decides once it is surely overdue.
    case when breached = 0 then first_overdue_after_utc end as counts_from_at,
    case when met = duties then 1 else 0 end as numerator,
    1 as denominator,
    dataset,
    record_id
from duties
where met = duties or breached > 0 or open_ones > 0
