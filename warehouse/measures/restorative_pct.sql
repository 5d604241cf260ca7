/*---
measure: restorative_pct
kpi: sanction_rate
title: Restorative responses
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [11]
source: Framework, appendix B section 11; regulations 11 and 35
definition: Responses that were restorative only, of these and the sanctions together.
numerator: restorative responses
denominator: responses and sanctions
reads: [sanctions]
rulings: [restorative_only, home_on_the_record, started_in_period, sum_of_homes]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    occurred_on as counted_on,
    case when is_restorative then 1 else 0 end as numerator,
    1 as denominator,
    'sanctions' as dataset,
    record_id
from sanctions
