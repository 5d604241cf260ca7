/*---
measure: children_with_any_pct
kpi: extracurricular_hours
title: Children with any extra-curricular activity
kind: distinct
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [9]
source: Framework, key performance indicators, outcomes; regulation 9
definition: Children who took part in at least one positive activity outside school, of the children who lived in the home in the period.
numerator: children with an activity
denominator: children
reads: [child_activity, stay_span]
rulings: [people_once, people_in_denominator, refused_gives_nothing, residence, home_of_the_child, nights_until_yesterday]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    done_on as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    1 as numerator,
    0 as denominator,
    'activities' as dataset,
    record_id
from child_activity
where is_extracurricular
union all
select
    stay_span.home_id,
    stay_span.child_id,
    cast(null as varchar) as staff_id,
    stay_span.admitted_on as counted_on,
    stay_span.last_accommodated_on as counted_to,
    true as counts_when_past,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    stay_span.stay_span_id as record_id
from stay_span
