/*---
measure: planned_ending_pct
kpi: placement_stability_rate
title: Stays that ended as planned
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [14]
source: Framework, key performance indicators, management and delivery; statistics on looked-after children, stability measures
definition: Stays that ended as planned, of the stays that ended in the period.
numerator: planned endings
denominator: endings
reads: [stays]
rulings: [home_on_the_record, short_breaks_left_out, endings_told, sum_of_homes]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    discharged_on as counted_on,
    true as counts_when_past,
    case when is_planned_ending then 1 else 0 end as numerator,
    1 as denominator,
    'stays' as dataset,
    record_id
from stays
where discharged_on is not null
    and is_planned_ending is not null
    and stay_type <> 'respite_short_break'
    and coalesce(legal_status, '') not in ('V3', 'V4')
