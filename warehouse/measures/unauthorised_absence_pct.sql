/*---
measure: unauthorised_absence_pct
kpi: school_attendance_rate
title: School absence without leave
kind: ratio
window: period
unit: percent
better: lower
chart: xmr
disclosure: child
standards: [8]
source: Framework, key performance indicators, outcomes; Working together to improve school attendance (2024)
definition: School sessions missed without leave, of the sessions that were possible for children of compulsory school age.
numerator: sessions missed without leave
denominator: sessions
is_stored: false
reads: [school_session]
rulings: [marks_per_school, school_age, home_of_the_child, nights_until_yesterday, sum_of_homes]
note: A mark of N counts as without leave until the school gives the reason, so recent figures may fall later.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    session_on as counted_on,
    true as counts_when_past,
    case when mark_class = 'unauthorised_absence' then 1 else 0 end as numerator,
    1 as denominator,
    'attendance' as dataset,
    record_id
from school_session
where in_denominator = 1
