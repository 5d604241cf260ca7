/*---
measure: active_travel_children_pct
kpi: active_travel_rate
title: Children travelling actively
kind: distinct
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [10]
source: Framework, key performance indicators, outcomes; Department for Transport, active travel
definition: Children with at least one journey walked, wheeled or cycled for ten minutes, of the children who lived in the home for seven nights of the period.
numerator: children travelling actively
denominator: children
least_days: 7
reads: [child_journey, stay_span, children]
rulings: [people_once, people_in_denominator, qualifying_journey, seven_nights, travel_exempt, residence, home_of_the_child, nights_until_yesterday]
note: One journey in the period is enough, so the figure is soon at 100%; read it beside the journeys a week.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    travelled_on as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    1 as numerator,
    0 as denominator,
    'journeys' as dataset,
    record_id
from child_journey
where is_active
union all
select
    stay_span.home_id,
    stay_span.child_id,
    cast(null as varchar) as staff_id,
    stay_span.admitted_on as counted_on,
    stay_span.last_night_on as counted_to,
    true as counts_when_past,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    stay_span.stay_span_id as record_id
from stay_span
join children on children.child_id = stay_span.child_id
where stay_span.last_night_on is not null
    and not coalesce(children.is_active_travel_exempt, false)
