/*---
measure: unit_cost_per_bed_night
kpi: financial_variance_pct
title: Cost of a night
kind: ratio
window: period
unit: pounds_per_bed_night
better: band
chart: xmr
disclosure: process
standards: [13]
source: Framework, key performance indicators, management and delivery; regulation 47
definition: What was spent in the period, income taken off, for every night that a child lived in the home.
numerator: pounds spent
denominator: nights
reads: [calendar_month, finance, stay_span]
rulings: [residence, nights_once, nights_until_yesterday, income_negative, nights_of_closed_months, sum_of_homes]
note: A home with one child fewer costs more a night at the same spending. Recharges count as they are sent.
---*/
with closed_months as (
    select distinct
        finance.home_id,
        calendar_month.month_start_on,
        calendar_month.month_end_on
    from finance
    join calendar_month on calendar_month.month_start_on <= finance."month"
        and calendar_month.month_end_on >= finance."month"
    where finance.actual is not null
)

select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    "month" as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    actual is null as is_provisional,
    coalesce(actual, 0) as numerator,
    0 as denominator,
    'finance' as dataset,
    record_id
from finance
union all
select
    stay_span.home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    greatest(stay_span.admitted_on, closed_months.month_start_on) as counted_on,
    least(stay_span.last_night_on, closed_months.month_end_on) as counted_to,
    true as counts_when_past,
    false as is_provisional,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    stay_span.stay_span_id as record_id
from stay_span
join closed_months on closed_months.home_id = stay_span.home_id
    and closed_months.month_start_on <= stay_span.last_night_on
    and closed_months.month_end_on >= stay_span.admitted_on
