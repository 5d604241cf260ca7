/*---
measure: fire_drill_months_pct
kpi: assurance
title: Months with a fire drill
kind: ratio
window: period
unit: percent
better: higher
chart: run
disclosure: process
standards: [12]
source: Framework, appendix B section 20; schedule 4 paragraph 6
definition: Months in which the home had a fire drill, of the months in which a child lived there.
numerator: months with a drill
denominator: months
reads: [home_checks, home_month]
rulings: [whole_months, sum_of_homes]
note: The law asks for a record of drills, the framework for one each month.
---*/
with done as (
    select
        home_id,
        done_on,
        record_id
    from home_checks
    where kind = 'fire_drill'
),

first_done as (
    select
        home_month.home_id,
        home_month.month_end_on,
        home_month.record_id as home_record_id,
        done.record_id,
        row_number() over (
            partition by home_month.home_id, home_month.month_end_on
            order by done.done_on, done.record_id
        ) as place
    from home_month
    left join done on done.home_id = home_month.home_id
        and done.done_on >= home_month.month_start_on
        and done.done_on <= home_month.month_end_on
    where home_month.is_lived_in
)

select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    month_end_on as counted_on,
    true as counts_when_past,
    case when record_id is null then 0 else 1 end as numerator,
    1 as denominator,
    case when record_id is null then 'homes' else 'home_checks' end as dataset,
    coalesce(record_id, home_record_id) as record_id
from first_done
where place = 1
