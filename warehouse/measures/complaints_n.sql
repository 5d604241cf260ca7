/*---
measure: complaints_n
kpi: complaints_compliments_count
title: Complaints
kind: count
window: period
unit: complaints
better: neutral
chart: xmr
disclosure: child
standards: [7]
source: Framework, key performance indicators, quality of care; appendix B section 9; regulation 39
definition: Complaints received in the period, formal and informal.
numerator: complaints
denominator: null
reads: [feedback]
rulings: [one_matter, home_on_the_record, received_in_period]
note: A home without complaints may be one where children are not heard; neither more nor fewer is better.
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
where kind = 'complaint'
