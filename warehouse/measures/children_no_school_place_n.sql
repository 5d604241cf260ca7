/*---
measure: children_no_school_place_n
kpi: school_attendance_rate
title: Children without a school register
kind: distinct
window: period
unit: children
better: lower
chart: interval
disclosure: child
standards: [8]
source: Framework, key performance indicators, outcomes; Working together to improve school attendance (2024)
definition: Children of compulsory school age who on some day of the period had no school place, or were educated at home or otherwise than at school, each counted once.
numerator: children
denominator: null
reads: [schooling, child, stay_span]
rulings: [people_once, no_register, school_age, home_of_the_child, nights_until_yesterday]
note: These children have no sessions in school attendance, so that figure says nothing of them.
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
where schooling.kind in ('no_place', 'elective_home_education', 'eotas')
    and greatest(schooling.started_on, stay_span.admitted_on, child.school_age_from_on)
    <= least(coalesce(schooling.ended_on, date '9999-12-31'), stay_span.last_night_on, child.school_age_to_on)
    and stay_span.last_night_on is not null
