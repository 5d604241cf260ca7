/*---
measure: mandatory_training_compliance_pct
kpi: cpd_participation_rate
title: Mandatory courses in date
kind: distinct
window: period
unit: percent
better: higher
chart: run
disclosure: staff
standards: [13]
source: Framework, appendix B section 6; regulation 33(4)(a)
definition: Mandatory courses of permanent and fixed-term staff whose certificate holds on the last day of the period, of those sent for the staff employed then.
numerator: courses in date
denominator: courses
reads: [employment, training]
rulings: [direct_staff, last_day_employed, certificate_in_date]
note: A mandatory course that was never sent for a person cannot be missed here.
---*/
with courses as (
    select
        staff_id,
        lower(trim(course)) as course,
        completed_on,
        coalesce(expires_on, date '9999-12-31') as expires_on,
        record_id,
        min(completed_on) over (partition by staff_id, lower(trim(course))) as first_completed_on,
        row_number() over (partition by staff_id, lower(trim(course)) order by record_id) as place
    from training
    where category = 'mandatory'
)

select
    employment.home_id,
    cast(null as varchar) as child_id,
    courses.staff_id,
    greatest(employment.started_on, coalesce(courses.first_completed_on, employment.started_on)) as counted_on,
    employment.last_day_on as counted_to,
    'last_day' as counts_on,
    courses.staff_id || ' ' || courses.course as person_id,
    0 as numerator,
    1 as denominator,
    'training' as dataset,
    courses.record_id
from courses
join employment on employment.staff_id = courses.staff_id
where courses.place = 1
    and employment.last_day_on >= coalesce(courses.first_completed_on, employment.started_on)
union all
select
    employment.home_id,
    cast(null as varchar) as child_id,
    courses.staff_id,
    greatest(employment.started_on, courses.completed_on) as counted_on,
    least(employment.last_day_on, courses.expires_on) as counted_to,
    'last_day' as counts_on,
    courses.staff_id || ' ' || courses.course as person_id,
    1 as numerator,
    0 as denominator,
    'training' as dataset,
    courses.record_id
from courses
join employment on employment.staff_id = courses.staff_id
where courses.completed_on is not null
    and employment.last_day_on >= courses.completed_on
    and employment.started_on <= courses.expires_on
    and courses.expires_on >= courses.completed_on
