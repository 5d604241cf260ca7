/*---
measure: overall_absence_pct
kpi: school_attendance_rate
title: School absence
kind: ratio
window: period
unit: percent
better: lower
chart: xmr
disclosure: child
standards: [8]
source: Framework, key performance indicators, outcomes; Working together to improve school attendance (2024)
definition: School sessions missed, with leave or without, of the sessions that were possible for children of compulsory school age.
numerator: sessions missed
denominator: sessions
is_stored: false
reads: [school_session]
rulings: [marks_per_school, school_age, home_of_the_child, nights_until_yesterday, sum_of_homes]
note: Sessions that a part-time timetable leaves free count as missed with leave.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    session_on as counted_on,
    true as counts_when_past,
    1 - in_numerator as numerator,
    1 as denominator,
    'attendance' as dataset,
    record_id
from school_session
where in_denominator = 1
