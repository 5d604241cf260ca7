/*---
measure: children_persistently_absent_n
kpi: school_attendance_rate
title: Children persistently absent
kind: distinct
window: period
unit: children
better: lower
chart: interval
disclosure: child
standards: [8]
source: Framework, key performance indicators, outcomes; Working together to improve school attendance (2024)
definition: Children of compulsory school age who missed at least a tenth of their possible school sessions in the period.
numerator: children
denominator: null
least_share: 0.1
is_stored: false
reads: [school_session]
rulings: [marks_per_school, school_age, home_of_the_child, nights_until_yesterday, people_once, absence_in_period]
note: Children who missed at least half are among those who missed at least a tenth.
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
