/*---
measure: suspension_sessions_n
kpi: school_attendance_rate
title: Sessions suspended or excluded
kind: count
window: period
unit: sessions
better: lower
chart: rare_event
disclosure: child
standards: [8]
source: Framework, key performance indicators, outcomes; Working together to improve school attendance (2024)
definition: School sessions marked E, suspended or excluded without other provision, of children of compulsory school age.
numerator: sessions
denominator: null
reads: [school_session]
rulings: [marks_per_school, school_age, home_of_the_child, nights_until_yesterday]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    session_on as counted_on,
    true as counts_when_past,
    1 as numerator,
    cast(null as integer) as denominator,
    'attendance' as dataset,
    record_id
from school_session
where mark = 'E'
