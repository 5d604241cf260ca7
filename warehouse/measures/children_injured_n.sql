/*---
measure: children_injured_n
kpi: injury_incident_count
title: Children injured
kind: distinct
window: period
unit: children
better: lower
chart: rare_event
disclosure: child
standards: [12]
source: Framework, appendix B sections 10, 13 and 20; regulation 35(3)
definition: Children who had an injury in an incident in the period, each counted once.
numerator: children
denominator: null
reads: [incidents, incidents_injured_child_ids]
rulings: [people_once, home_on_the_record, started_in_period]
---*/
select
    incidents.home_id,
    incidents_injured_child_ids."value" as child_id,
    cast(null as varchar) as staff_id,
    incidents.occurred_on as counted_on,
    1 as numerator,
    cast(null as integer) as denominator,
    'incidents' as dataset,
    incidents.record_id
from incidents
join incidents_injured_child_ids on incidents_injured_child_ids.record_id = incidents.record_id
