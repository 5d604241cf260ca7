/*---
measure: complaints_by_child_n
kpi: complaints_compliments_count
title: Complaints made by children
kind: count
window: period
unit: complaints
better: neutral
chart: rare_event
disclosure: child
standards: [7]
source: Framework, key performance indicators, quality of care; appendix B section 9; regulation 39
definition: Complaints received from children in the period.
numerator: complaints
denominator: null
reads: [feedback]
rulings: [one_matter, home_on_the_record, received_in_period]
note: Two children who sign one complaint make one complaint.
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
where kind = 'complaint' and received_from = 'child'
