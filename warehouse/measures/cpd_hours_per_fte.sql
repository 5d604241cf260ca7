/*---
measure: cpd_hours_per_fte
kpi: cpd_participation_rate
title: Hours of development a full-time post
kind: ratio
window: period
unit: hours_per_fte
better: higher
chart: xmr
disclosure: staff
standards: [13]
source: Framework, key performance indicators, management and delivery; regulation 33(4)(a)
definition: Hours of development and qualifications completed in the period, for every full-time post held on its last day.
numerator: hours
denominator: full-time posts
reads: [staff_spell, training]
rulings: [direct_staff, last_day_employed, cpd_completed, fte_known, sum_of_homes]
note: Hours count for the home where the person worked on the day the course was completed.
---*/
with courses as (
    select
        staff_spell.home_id,
        training.staff_id,
        training.completed_on,
        training.hours,
        training.record_id,
        row_number() over (
            partition by training.record_id
            order by staff_spell.started_on desc, staff_spell.record_id desc
        ) as place
    from training
    join staff_spell on staff_spell.staff_id = training.staff_id
        and staff_spell.started_on <= training.completed_on
        and staff_spell.last_day_on >= training.completed_on
    where training.category in ('cpd', 'qualification')
        and training.hours is not null
)

select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    completed_on as counted_on,
    cast(null as date) as counted_to,
    'any_day' as counts_on,
    hours as numerator,
    0 as denominator,
    'training' as dataset,
    record_id
from courses
where place = 1
union all
select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    started_on as counted_on,
    last_day_on as counted_to,
    'last_day' as counts_on,
    0 as numerator,
    fte as denominator,
    'staff' as dataset,
    record_id
from staff_spell
