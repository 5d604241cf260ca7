/*---
measure: budget_ytd
kpi: financial_variance_pct
title: Budget since April
kind: count
window: fy_to_date
unit: pounds
better: band
chart: run
disclosure: process
standards: [13]
source: Framework, key performance indicators, management and delivery; regulation 47
definition: The budget since 1 April of the lines of which the spending is known.
numerator: pounds of budget
denominator: null
reads: [finance]
rulings: [year_to_date, income_negative, actual_missing]
note: A line still without its spending is left out, so that this and what was spent can be compared.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    "month" as counted_on,
    actual is null as is_provisional,
    case when actual is null then 0 else budget end as numerator,
    cast(null as double) as denominator,
    'finance' as dataset,
    record_id
from finance
