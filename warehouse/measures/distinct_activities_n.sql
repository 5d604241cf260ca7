/*---
measure: distinct_activities_n
kpi: extracurricular_hours
title: Different extra-curricular activities
kind: distinct
window: period
unit: activities
better: higher
chart: run
disclosure: process
standards: [9]
source: Framework, key performance indicators, outcomes; regulation 9
definition: Different positive activities outside school, by name, that children took part in.
numerator: activities
denominator: null
reads: [child_activity]
rulings: [activities_by_name, refused_gives_nothing, home_of_the_child]
note: The service counts an activity once that is done in two homes, so the homes do not add up to it.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    done_on as counted_on,
    activity as person_id,
    1 as numerator,
    cast(null as integer) as denominator,
    'activities' as dataset,
    record_id
from child_activity
where is_extracurricular
