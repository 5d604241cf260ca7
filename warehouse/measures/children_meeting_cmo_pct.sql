/*---
measure: children_meeting_cmo_pct
kpi: physical_activity_hours
title: Weeks that meet the activity guideline
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [9, 10]
source: Framework, key performance indicators, outcomes; UK Chief Medical Officers' physical activity guidelines (2019)
definition: Weeks in which a child was physically active for 60 minutes a day on average (20 where disabled), of the weeks of which anything was written down.
numerator: weeks active enough
denominator: weeks
reads: [active_week]
rulings: [weeks_by_their_sunday, recorded_weeks, guideline_minutes, qualifying_journey, refused_gives_nothing, home_of_the_child, sum_of_homes]
note: A week of which nothing was written down is not a week without activity, and is left out.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    week_end_on as counted_on,
    true as counts_when_past,
    case when is_active_enough then 1 else 0 end as numerator,
    1 as denominator,
    dataset,
    record_id
from active_week
