/*---
measure: children_restrained_n
kpi: restraint
title: Children restrained
kind: distinct
window: period
unit: children
better: lower
chart: run
disclosure: child
standards: [11, 12]
source: Framework, appendix B section 10; regulations 20 and 35
definition: Children who were restrained in the period, each counted once.
numerator: children
denominator: null
reads: [incidents, incidents_child_ids]
rulings: [planned_restraint_counts, people_once, home_on_the_record, started_in_period]
---*/
select
    incidents.home_id,
    incidents_child_ids."value" as child_id,
    cast(null as varchar) as staff_id,
    incidents.occurred_on as counted_on,
    1 as numerator,
    cast(null as integer) as denominator,
    'incidents' as dataset,
    incidents.record_id
from incidents
join incidents_child_ids on incidents_child_ids.record_id = incidents.record_id
where incidents.kind = 'restraint'
