/*---
measure: physical_hours_per_child_week
kpi: physical_activity_hours
title: Hours of physical activity a week
kind: ratio
window: period
unit: hours_per_child_week
better: higher
chart: xmr
disclosure: child
standards: [9, 10]
source: Framework, key performance indicators, outcomes; UK Chief Medical Officers' physical activity guidelines (2019)
definition: Hours of physical activity and of active travel, for every week that a child lived in the home.
numerator: hours
denominator: child-weeks
reads: [child_activity, child_journey, stay_span]
rulings: [child_hours, qualifying_journey, refused_gives_nothing, child_weeks, home_of_the_child, nights_until_yesterday, nights_once, sum_of_homes]
note: The guideline is an average of an hour a day, seven hours a week. Weeks in which nothing was written down lower the figure as well.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    done_on as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    physical_minutes / 60.0 as numerator,
    0 as denominator,
    'activities' as dataset,
    record_id
from child_activity
where is_physical
union all
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    travelled_on as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    active_minutes / 60.0 as numerator,
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
    1 / 7.0 as denominator,
    'stays' as dataset,
    stay_span.stay_span_id as record_id
from stay_span
where stay_span.last_night_on is not null
