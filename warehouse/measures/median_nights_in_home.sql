/*---
measure: median_nights_in_home
kpi: placement_stability_rate
title: Nights in the home, by half of those who left
kind: count
window: 12m
unit: nights
better: neutral
chart: run
disclosure: child
standards: [14]
source: Framework, key performance indicators, management and delivery; statistics on looked-after children, stability measures
definition: The median number of nights that children who left in the 12 months to the end of the period had lived in the home.
numerator: nights
denominator: null
combine: median
reads: [stay_span, stays]
rulings: [residence, nights_once, short_breaks_left_out]
note: Half of those who left had stayed for less, half for more. Children who still live here are not in it.
---*/
select
    stay_span.home_id,
    stay_span.child_id,
    cast(null as varchar) as staff_id,
    stay_span.left_on as counted_on,
    true as counts_when_past,
    date_diff('day', stay_span.admitted_on, stay_span.left_on) as numerator,
    cast(null as integer) as denominator,
    'stays' as dataset,
    stay_span.stay_span_id as record_id
from stay_span
join stays on stays.record_id = stay_span.stay_span_id
where stay_span.left_on < date '9999-12-31'
    and stays.stay_type <> 'respite_short_break'
    and coalesce(stays.legal_status, '') not in ('V3', 'V4')
