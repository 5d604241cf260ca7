/*---
measure: attendance_pct
kpi: school_attendance_rate
title: School attendance
kind: ratio
window: period
unit: percent
better: higher
chart: xmr
disclosure: child
standards: [8]
source: Framework, key performance indicators, outcomes; Working together to improve school attendance (2024)
definition: School sessions (mornings and afternoons) attended, of the sessions that were possible for children of compulsory school age.
numerator: sessions attended
denominator: sessions
reads: [school_session]
is_stored: false
rulings: [marks_per_school, school_age, home_of_the_child, nights_until_yesterday, sum_of_homes]
note: Children without a school place have no sessions and do not show here. A part-time timetable lowers the figure.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    session_on as counted_on,
    true as counts_when_past,
    in_numerator as numerator,
    in_denominator as denominator,
    'attendance' as dataset,
    record_id
from school_session
where in_denominator = 1
