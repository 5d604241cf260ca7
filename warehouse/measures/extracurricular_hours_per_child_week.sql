/*---
measure: extracurricular_hours_per_child_week
kpi: extracurricular_hours
title: Extra-curricular hours a week
kind: ratio
window: period
unit: hours_per_child_week
better: higher
chart: xmr
disclosure: child
standards: [9]
source: Framework, key performance indicators, outcomes; regulation 9
definition: Hours of positive activities outside school that children took part in, for every week that a child lived in the home.
numerator: hours
denominator: child-weeks
reads: [child_activity, stay_span]
rulings: [child_hours, eight_hours_a_day, refused_gives_nothing, child_weeks, home_of_the_child, nights_until_yesterday, nights_once, sum_of_homes]
note: An activity may be extra-curricular and physical at once, so this is never added to the hours of physical activity.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    done_on as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    extracurricular_minutes / 60.0 as numerator,
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
    stay_span.last_night_on as counted_to,
    true as counts_when_past,
    0 as numerator,
    1 / 7.0 as denominator,
    'stays' as dataset,
    stay_span.stay_span_id as record_id
from stay_span
where stay_span.last_night_on is not null
