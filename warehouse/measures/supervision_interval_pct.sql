/*---
measure: supervision_interval_pct
kpi: supervision_timeliness_rate
title: Staff supervised in the last 35 days
kind: distinct
window: period
unit: percent
better: higher
chart: run
disclosure: staff
standards: [13]
source: Framework, key performance indicators, management and delivery; appendix B section 1; regulation 33(4)(b)
definition: Permanent and fixed-term staff whose last recorded one-to-one was at most 35 days before the end of the period, of those employed then.
numerator: staff supervised
denominator: staff
reads: [absence_run, employment, supervision_run]
rulings: [direct_staff, supervision_done, supervision_wait, people_in_denominator, people_once]
note: It softens the calendar month, as a supervision on the 1st and one on the 30th of the month before are a day apart.
---*/
with in_time as (
    select
        home_id,
        staff_id,
        first_on,
        least(last_on, cast(since_on + interval '35' day as date)) as last_on,
        dataset,
        record_id
    from supervision_run
    where is_supervised
),

too_long as (
    select
        home_id,
        staff_id,
        greatest(first_on, cast(since_on + interval '36' day as date)) as first_on,
        last_on,
        dataset,
        record_id
    from supervision_run
),

absent as (
    select
        employment.home_id,
        employment.staff_id,
        absence_run.first_on,
        absence_run.last_on,
        absence_run.record_id
    from absence_run
    join employment on employment.staff_id = absence_run.staff_id
        and employment.started_on <= absence_run.last_on
        and employment.last_day_on >= absence_run.first_on
    where absence_run.looked_at_for = 'supervision'
    group by
        employment.home_id,
        employment.staff_id,
        absence_run.first_on,
        absence_run.last_on,
        absence_run.record_id
)

select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    first_on as counted_on,
    last_on as counted_to,
    'last_day' as counts_on,
    false as excludes,
    1 as numerator,
    1 as denominator,
    dataset,
    record_id
from in_time
where first_on <= last_on
union all
select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    first_on as counted_on,
    last_on as counted_to,
    'last_day' as counts_on,
    false as excludes,
    0 as numerator,
    1 as denominator,
    dataset,
    record_id
from too_long
where first_on <= last_on
union all
select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    first_on as counted_on,
    last_on as counted_to,
    'last_day' as counts_on,
    true as excludes,
    0 as numerator,
    0 as denominator,
    'staff_absence' as dataset,
    record_id
from absent
