/*---
measure: reg40_n
kpi: notifications
title: Events notified to Ofsted
kind: count
window: period
unit: events
better: neutral
chart: rare_event
disclosure: child
standards: [12, 13]
source: Framework, appendix B section 18; regulation 40
definition: Events in the period of which Ofsted had to be told.
numerator: events
denominator: null
reads: [incidents]
rulings: [home_on_the_record, started_in_period]
note: Telling of more events can mean that more was noticed, so neither more nor fewer is better.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    occurred_on as counted_on,
    1 as numerator,
    cast(null as integer) as denominator,
    'incidents' as dataset,
    record_id
from incidents
where is_notifiable
