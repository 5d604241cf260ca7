/*---
measure: compliments_n
kpi: complaints_compliments_count
title: Compliments
kind: count
window: period
unit: compliments
better: neutral
chart: xmr
disclosure: child
standards: [7]
source: Framework, key performance indicators, quality of care; appendix B section 9
definition: Compliments received in the period, other than from staff.
numerator: compliments
denominator: null
reads: [feedback]
rulings: [staff_compliments, home_on_the_record, received_in_period]
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    received_on as counted_on,
    1 as numerator,
    cast(null as integer) as denominator,
    'feedback' as dataset,
    record_id
from feedback
where kind = 'compliment' and received_from <> 'staff'
