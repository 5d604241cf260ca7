/*---
measure: turnover_12m_pct
kpi: staff_turnover_rate
title: Staff turnover in 12 months
kind: distinct
window: 12m
unit: percent
better: lower
chart: run
disclosure: staff
standards: [13]
source: Framework, key performance indicators, management and delivery; regulations 31 to 33
definition: Permanent and fixed-term staff who left in the 12 months to the end of the period, of the average number employed over those months.
numerator: staff left
denominator: staff on average
denominator_is: month_ends
reads: [employment, home, calendar_month]
rulings: [direct_staff, last_day_employed, internal_transfer, average_headcount]
note: One person leaving a team of ten is 10%. The window rolls, so neighbouring months share most of their leavers.
---*/
with first_opening as (
    select
        min(opened_on) as opened_on
    from home
),

leavers as (
    select
        home_id,
        staff_id,
        record_id,
        last_day_on as counted_on,
        case when is_internal_transfer then 'home' else 'both' end as counts_for
    from employment
    where last_day_on < date '9999-12-31'
),

headcounts as (
    select
        employment.home_id,
        employment.staff_id,
        employment.record_id,
        calendar_month.month_end_on as counted_on,
        case when calendar_month.month_end_on >= home.opened_on then 'both' else 'service' end as counts_for
    from employment
    join calendar_month on calendar_month.month_end_on >= employment.started_on
        and calendar_month.month_end_on <= employment.last_day_on
    join home on home.home_id = employment.home_id
    cross join first_opening
    where calendar_month.month_end_on >= first_opening.opened_on
),

month_ends as (
    select
        home.home_id,
        home.record_id,
        calendar_month.month_end_on as counted_on
    from home
    join calendar_month on calendar_month.month_end_on >= home.opened_on
)

select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    counted_on,
    true as counts_when_past,
    counts_for,
    1 as numerator,
    cast(null as integer) as denominator,
    'staff' as dataset,
    record_id
from leavers
union all
select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    counted_on,
    true as counts_when_past,
    counts_for,
    0 as numerator,
    1 as denominator,
    'staff' as dataset,
    record_id
from headcounts
union all
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    counted_on,
    true as counts_when_past,
    'both' as counts_for,
    0 as numerator,
    0 as denominator,
    'homes' as dataset,
    record_id
from month_ends
