/*---
measure: actual_ytd
kpi: financial_variance_pct
title: Spent since April
kind: count
window: fy_to_date
unit: pounds
better: band
chart: run
disclosure: process
standards: [13]
source: Framework, key performance indicators, management and delivery; regulation 47
definition: What was spent since 1 April, income taken off.
numerator: pounds spent
denominator: null
reads: [finance]
rulings: [year_to_date, income_negative, actual_missing]
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    "month" as counted_on,
    actual is null as is_provisional,
    coalesce(actual, 0) as numerator,
    cast(null as double) as denominator,
    'finance' as dataset,
    record_id
from finance
