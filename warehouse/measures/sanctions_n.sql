/*---
measure: sanctions_n
kpi: sanction_rate
title: Sanctions
kind: count
window: period
unit: sanctions
better: lower
chart: xmr
disclosure: child
standards: [11]
source: Framework, key performance indicators, procedure; appendix B section 11; regulations 19 and 35
definition: Sanctions used in the period.
numerator: sanctions
denominator: null
reads: [sanctions]
rulings: [restorative_only, home_on_the_record, started_in_period]
note: A sanction that lasts several days is one, dated when it began; two sanctions after one incident are two.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    occurred_on as counted_on,
    1 as numerator,
    cast(null as integer) as denominator,
    'sanctions' as dataset,
    record_id
from sanctions
where not coalesce(is_restorative, false)
