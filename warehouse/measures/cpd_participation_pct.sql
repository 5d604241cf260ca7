/*---
measure: cpd_participation_pct
kpi: cpd_participation_rate
title: Staff taking part in development
kind: distinct
window: period
unit: percent
better: higher
chart: run
disclosure: staff
standards: [13]
source: Framework, key performance indicators, management and delivery; appendix B section 6; regulations 32 and 33(4)(a)
definition: Permanent and fixed-term staff who completed a course of development or a qualification in the period, of those employed on its last day.
numerator: staff taking part
denominator: staff
reads: [absence_run, employment, staff_service, training]
rulings: [direct_staff, last_day_employed, cpd_completed, service_28_days, people_in_denominator, people_once]
note: Group supervision and mandatory courses do not count, or everybody would take part.
---*/
with employed_in as (
    select distinct
        staff_id,
        home_id
    from employment
)

select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    cast(started_on + interval '27' day as date) as counted_on,
    last_day_on as counted_to,
    'home' as counts_for,
    'last_day' as counts_on,
    false as excludes,
    0 as numerator,
    1 as denominator,
    'staff' as dataset,
    record_id
from staff_service
where date_diff('day', started_on, last_day_on) >= 27
union all
select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    greatest(started_on, cast(joined_on + interval '27' day as date)) as counted_on,
    last_day_on as counted_to,
    'service' as counts_for,
    'last_day' as counts_on,
    false as excludes,
    0 as numerator,
    1 as denominator,
    'staff' as dataset,
    record_id
from staff_service
where date_diff('day', joined_on, last_day_on) >= 27
union all
select
    employed_in.home_id,
    cast(null as varchar) as child_id,
    training.staff_id,
    training.completed_on as counted_on,
    cast(null as date) as counted_to,
    'both' as counts_for,
    'any_day' as counts_on,
    false as excludes,
    1 as numerator,
    0 as denominator,
    'training' as dataset,
    training.record_id
from training
join employed_in on employed_in.staff_id = training.staff_id
where training.category in ('cpd', 'qualification')
    and training.completed_on is not null
union all
select
    employed_in.home_id,
    cast(null as varchar) as child_id,
    absence_run.staff_id,
    absence_run.first_on as counted_on,
    absence_run.last_on as counted_to,
    'both' as counts_for,
    'every_day' as counts_on,
    true as excludes,
    0 as numerator,
    0 as denominator,
    'staff_absence' as dataset,
    absence_run.record_id
from absence_run
join employed_in on employed_in.staff_id = absence_run.staff_id
where absence_run.looked_at_for = 'any'
