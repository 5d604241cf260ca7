/*---
measure: rha_up_to_date_pct
kpi: health_appointments_kept_rate
title: Children with an up-to-date health assessment
kind: distinct
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [10]
source: Framework, appendix A section 2; statutory guidance on the health of looked-after children (2015)
definition: Children living in the home on the last day of the period whose last statutory health assessment was in the 12 months to that day, or in the six months for a child under five.
numerator: children up to date
denominator: children
reads: [child, child_reviews, stay_span, stays]
rulings: [on_the_last_day, looked_after_children, health_assessment_age, people_once, people_in_denominator]
note: A child new to care counts as not up to date until the first assessment.
---*/
with looked_after as (
    select
        stay_span.stay_span_id,
        stay_span.home_id,
        stay_span.child_id,
        stay_span.admitted_on,
        least(stay_span.last_night_on, cast(child.adult_on - interval '1' day as date)) as last_on,
        child.date_of_birth
    from stay_span
    join child on child.child_id = stay_span.child_id
    join stays on stays.record_id = stay_span.stay_span_id
    where stay_span.last_night_on is not null
        and stay_span.admitted_on < child.adult_on
        and stays.stay_type <> 'respite_short_break'
        and coalesce(stays.legal_status, '') not in ('V3', 'V4')
),

assessments as (
    select
        looked_after.home_id,
        looked_after.child_id,
        looked_after.admitted_on,
        looked_after.last_on,
        child_reviews.record_id,
        child_reviews.held_on,
        cast(looked_after.date_of_birth + interval '60' month as date) as five_on
    from looked_after
    join child_reviews on child_reviews.child_id = looked_after.child_id
        and child_reviews.kind = 'health_assessment'
),

-- An assessment lasts six months while the child is under five, and a year from the fifth birthday on.
checked as (
    select
        home_id,
        child_id,
        admitted_on,
        last_on,
        record_id,
        held_on as from_on,
        least(
            cast(held_on + interval '6' month as date),
            cast(five_on - interval '1' day as date)
        ) as to_on
    from assessments
    where held_on < five_on
    union all
    select
        home_id,
        child_id,
        admitted_on,
        last_on,
        record_id,
        greatest(held_on, five_on) as from_on,
        cast(held_on + interval '12' month as date) as to_on
    from assessments
)

select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    greatest(from_on, admitted_on) as counted_on,
    least(to_on, last_on) as counted_to,
    'last_day' as counts_on,
    1 as numerator,
    0 as denominator,
    'child_reviews' as dataset,
    record_id
from checked
where least(to_on, last_on) >= greatest(from_on, admitted_on)
union all
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    admitted_on as counted_on,
    last_on as counted_to,
    'last_day' as counts_on,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    stay_span_id as record_id
from looked_after
