/*---
measure: settled_response_pct
kpi: child_settled_support_rate
title: Admissions with an answer about settling in
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [6, 14]
source: Framework, key performance indicators, quality of care; appendix A section 1
definition: Admissions after which the child answered how settling in had been, 4 to 8 weeks after arrival, of those whose 8 weeks ended in the period.
numerator: answers in time
denominator: admissions
reads: [admission, surveys]
rulings: [settled_window, own_answers, declined_is_no_answer, sum_of_homes]
note: A child who declined was asked but gave no answer, and stands here as such.
---*/
with due as (
    select
        admission_id,
        child_id,
        home_id,
        cast(admitted_on + interval '28' day as date) as first_on,
        cast(admitted_on + interval '56' day as date) as last_on
    from admission
    where left_on >= cast(admitted_on + interval '28' day as date)
        and (stay_type <> 'respite_short_break' or is_first_in_home)
),

answered as (
    select
        due.admission_id,
        count(*) as answers
    from due
    join surveys on surveys.child_id = due.child_id
        and surveys.home_id = due.home_id
        and surveys.asked_on >= due.first_on
        and surveys.asked_on <= due.last_on
    where surveys.question = 'settled'
        and surveys.answer <> 'declined'
        and coalesce(surveys.mode, '') <> 'observed'
    group by due.admission_id
)

select
    due.home_id,
    due.child_id,
    cast(null as varchar) as staff_id,
    due.last_on as counted_on,
    true as counts_when_past,
    case when answered.answers > 0 then 1 else 0 end as numerator,
    1 as denominator,
    'stays' as dataset,
    due.admission_id as record_id
from due
left join answered on answered.admission_id = due.admission_id
