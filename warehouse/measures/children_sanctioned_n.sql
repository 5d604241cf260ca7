/*---
measure: children_sanctioned_n
kpi: sanction_rate
title: Children with a sanction
kind: distinct
window: period
unit: children
better: lower
chart: run
disclosure: child
standards: [11]
source: Framework, key performance indicators, procedure; appendix B section 11; regulations 19 and 35
definition: Children with a sanction in the period, each counted once.
numerator: children
denominator: null
reads: [sanctions]
rulings: [people_once, restorative_only, home_on_the_record, started_in_period]
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
