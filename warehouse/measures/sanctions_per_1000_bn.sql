/*---
measure: sanctions_per_1000_bn
kpi: sanction_rate
title: Sanctions per 1,000 nights
kind: ratio
window: period
unit: per_1000_bed_nights
better: lower
chart: xmr
disclosure: child
standards: [11]
source: Framework, key performance indicators, procedure; appendix B section 11; regulations 19 and 35
definition: Sanctions for every 1,000 nights that children spent in the home.
numerator: sanctions
denominator: nights
reads: [sanctions, stay_span]
rulings: [restorative_only, home_on_the_record, started_in_period, nights_until_yesterday, nights_once, sum_of_homes]
note: A sanction that lasts several days is one, dated when it began; two sanctions after one incident are two. Read it together with restraint and incidents.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    occurred_on as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    1 as numerator,
    0 as denominator,
    'sanctions' as dataset,
    record_id
from sanctions
where not coalesce(is_restorative, false)
union all
select
    home_id,
    -- Sanctions are counted whoever they are used with, so there is no rate of one child, and the nights name none.
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    admitted_on as counted_on,
    last_night_on as counted_to,
    true as counts_when_past,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    stay_span_id as record_id
from stay_span
where last_night_on is not null
