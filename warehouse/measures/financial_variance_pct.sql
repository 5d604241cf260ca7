/*---
measure: financial_variance_pct
kpi: financial_variance_pct
title: Spending above or below budget
kind: ratio
window: fy_to_date
unit: percent
better: band
chart: run
disclosure: process
standards: [13]
source: Framework, key performance indicators, management and delivery; regulation 47
definition: What was spent above the budget since 1 April, as a share of the budget; below zero where less was spent.
numerator: pounds over budget
denominator: pounds of budget
reads: [finance]
rulings: [year_to_date, income_negative, actual_missing, sum_of_homes]
note: Spending below budget is not good by itself, as vacant posts cost nothing.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    "month" as counted_on,
    actual is null as is_provisional,
    coalesce(actual - budget, 0) as numerator,
    case when actual is null then 0 else budget end as denominator,
    'finance' as dataset,
    record_id
from finance
