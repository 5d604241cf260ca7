/*---
measure: unplanned_ending_n
kpi: placement_stability_rate
title: Stays that ended unplanned
kind: count
window: period
unit: endings
better: lower
chart: rare_event
disclosure: child
standards: [14]
source: Framework, key performance indicators, management and delivery; statistics on looked-after children, stability measures
definition: Stays that ended in the period otherwise than planned.
numerator: unplanned endings
denominator: null
reads: [stays]
rulings: [home_on_the_record, short_breaks_left_out, endings_told]
note: It is what a home can be held to, unlike the placements a child had before.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    discharged_on as counted_on,
    true as counts_when_past,
    1 as numerator,
    cast(null as integer) as denominator,
    'stays' as dataset,
    record_id
from stays
where discharged_on is not null
    and not is_planned_ending
    and stay_type <> 'respite_short_break'
    and coalesce(legal_status, '') not in ('V3', 'V4')
