/*---
measure: forecast_outturn_variance_pct
kpi: financial_variance_pct
title: Spending foreseen above or below budget
kind: ratio
window: fy_to_date
unit: percent
better: band
chart: run
disclosure: process
standards: [13]
source: Framework, key performance indicators, management and delivery; regulation 47
definition: What will have been spent above the budget of the whole financial year, as a share of that budget, with the forecast in the months not spent yet.
numerator: pounds over budget
denominator: pounds of budget
reads: [finance]
rulings: [year_to_date, income_negative, outturn, sum_of_homes]
note: Every line of the year counts from 1 April, so the figure is the newest view of the year whichever month is asked.
---*/
with year_lines as (
    select
        home_id,
        case
            when month("month") >= 4 then make_date(year("month"), 4, 1)
            else make_date(year("month") - 1, 4, 1)
        end as year_start_on,
        budget,
        actual,
        coalesce(actual, forecast) as outturn,
        record_id
    from finance
)

select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    year_start_on as counted_on,
    actual is null as is_provisional,
    coalesce(outturn - budget, 0) as numerator,
    case when outturn is null then 0 else budget end as denominator,
    'finance' as dataset,
    record_id
from year_lines
