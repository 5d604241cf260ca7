/*---
measure: alarm_test_weeks_pct
kpi: assurance
title: Weeks with a fire alarm test
kind: ratio
window: period
unit: percent
better: higher
chart: run
disclosure: process
standards: [12]
source: Framework, appendix B section 20
definition: Weeks (Monday to Sunday) in which the fire alarm was tested, of the weeks in which the home was registered.
numerator: weeks with a test
denominator: weeks
reads: [home_checks, home_week]
rulings: [whole_months, sum_of_homes]
note: A week belongs to the period in which its Sunday lies.
---*/
with done as (
    select
        home_id,
        done_on,
        record_id
    from home_checks
    where kind = 'fire_alarm'
),

first_done as (
    select
        home_week.home_id,
        home_week.week_end_on,
        home_week.record_id as home_record_id,
        done.record_id,
        row_number() over (
            partition by home_week.home_id, home_week.week_end_on
            order by done.done_on, done.record_id
        ) as place
    from home_week
    left join done on done.home_id = home_week.home_id
        and done.done_on >= home_week.week_start_on
        and done.done_on <= home_week.week_end_on
)

select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    week_end_on as counted_on,
    true as counts_when_past,
    case when record_id is null then 0 else 1 end as numerator,
    1 as denominator,
    case when record_id is null then 'homes' else 'home_checks' end as dataset,
    coalesce(record_id, home_record_id) as record_id
from first_done
where place = 1
