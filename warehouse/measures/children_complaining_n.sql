/*---
measure: children_complaining_n
kpi: complaints_compliments_count
title: Children who complained
kind: distinct
window: period
unit: children
better: neutral
chart: run
disclosure: child
standards: [7]
source: Framework, key performance indicators, quality of care; appendix B section 9; regulation 39
definition: Children who made a complaint in the period, each counted once.
numerator: children
denominator: null
reads: [feedback, feedback_child_ids]
rulings: [people_once, home_on_the_record, received_in_period]
---*/
select
    feedback.home_id,
    feedback_child_ids."value" as child_id,
    cast(null as varchar) as staff_id,
    feedback.received_on as counted_on,
    1 as numerator,
    cast(null as integer) as denominator,
    'feedback' as dataset,
    feedback.record_id
from feedback
join feedback_child_ids on feedback_child_ids.record_id = feedback.record_id
where feedback.kind = 'complaint' and feedback.received_from = 'child'
