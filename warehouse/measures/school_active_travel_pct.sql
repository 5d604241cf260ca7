/*---
measure: school_active_travel_pct
kpi: active_travel_rate
title: Journeys to school travelled actively
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [10]
source: Framework, key performance indicators, outcomes; Department for Transport, active travel
definition: Journeys to or from school of which at least ten minutes were walked, wheeled or cycled, of the journeys to or from school.
numerator: journeys travelled actively
denominator: journeys
reads: [child_journey]
rulings: [qualifying_journey, travel_exempt, home_of_the_child, sum_of_homes]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    travelled_on as counted_on,
    case when is_active then 1 else 0 end as numerator,
    1 as denominator,
    'journeys' as dataset,
    record_id
from child_journey
where purpose = 'school' and not is_exempt
