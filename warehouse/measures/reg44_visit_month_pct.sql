/*---
measure: reg44_visit_month_pct
kpi: assurance
title: Months with a visit of the independent person
kind: ratio
window: period
unit: percent
better: higher
chart: run
disclosure: process
standards: [13]
source: Framework, activity, regulation 44 visits; appendix B section 21; regulation 44(1)
definition: Months in which the independent person visited the home, of the months in which it was registered.
numerator: months visited
denominator: months
reads: [home_month, qa_activities]
rulings: [whole_months, sum_of_homes]
note: The law asks for a visit at least once each month, whether or not a child lives there.
---*/
with done as (
    select
        home_id,
        done_on,
        record_id
    from qa_activities
    where kind = 'reg44_visit'
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
)

select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    month_end_on as counted_on,
    true as counts_when_past,
    case when record_id is null then 0 else 1 end as numerator,
    1 as denominator,
    case when record_id is null then 'homes' else 'qa_activities' end as dataset,
    coalesce(record_id, home_record_id) as record_id
from first_done
where place = 1
