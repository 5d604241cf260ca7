/*---
measure: part_time_timetable_n
kpi: school_attendance_rate
title: Children on a part-time timetable
kind: distinct
window: period
unit: children
better: lower
chart: interval
disclosure: child
standards: [8]
source: Framework, key performance indicators, outcomes; Working together to improve school attendance (2024)
definition: Children of compulsory school age recorded on a part-time timetable, or marked C2 in a session, on some day of the period, each counted once.
numerator: children
denominator: null
reads: [schooling, child, stay_span, school_session]
rulings: [people_once, part_time, school_age, home_of_the_child, nights_until_yesterday]
note: A part-time timetable should be short and lead back to full time.
---*/
select
    stay_span.home_id,
    schooling.child_id,
    cast(null as varchar) as staff_id,
    greatest(schooling.started_on, stay_span.admitted_on, child.school_age_from_on) as counted_on,
    least(coalesce(schooling.ended_on, date '9999-12-31'), stay_span.last_night_on, child.school_age_to_on) as counted_to,
    true as counts_when_past,
    1 as numerator,
    cast(null as integer) as denominator,
    'schooling' as dataset,
    schooling.record_id
from schooling
join child on child.child_id = schooling.child_id
join stay_span on stay_span.child_id = schooling.child_id
where schooling.is_part_time_timetable
    and greatest(schooling.started_on, stay_span.admitted_on, child.school_age_from_on)
    <= least(coalesce(schooling.ended_on, date '9999-12-31'), stay_span.last_night_on, child.school_age_to_on)
    and stay_span.last_night_on is not null
union all
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    session_on as counted_on,
    cast(null as date) as counted_to,
    true as counts_when_past,
    1 as numerator,
    cast(null as integer) as denominator,
    'attendance' as dataset,
    record_id
from school_session
where mark = 'C2' and in_denominator = 1
