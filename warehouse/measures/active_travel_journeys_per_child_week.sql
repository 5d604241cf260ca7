/*---
measure: active_travel_journeys_per_child_week
kpi: active_travel_rate
title: Active journeys a week
kind: ratio
window: period
unit: journeys_per_child_week
better: higher
chart: xmr
disclosure: child
standards: [10]
source: Framework, key performance indicators, outcomes; Department for Transport, active travel
definition: Journeys walked, wheeled or cycled for at least ten minutes, for every week that a child lived in the home.
numerator: journeys
denominator: child-weeks
reads: [child_journey, stay_span, children]
rulings: [qualifying_journey, travel_exempt, child_weeks, home_of_the_child, nights_until_yesterday, nights_once, sum_of_homes]
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
where is_active and not is_exempt
union all
select
    stay_span.home_id,
    stay_span.child_id,
    cast(null as varchar) as staff_id,
    stay_span.admitted_on as counted_on,
    stay_span.last_night_on as counted_to,
    true as counts_when_past,
    0 as numerator,
    1 / 7.0 as denominator,
    'stays' as dataset,
    stay_span.stay_span_id as record_id
from stay_span
join children on children.child_id = stay_span.child_id
where stay_span.last_night_on is not null
    and not coalesce(children.is_active_travel_exempt, false)
