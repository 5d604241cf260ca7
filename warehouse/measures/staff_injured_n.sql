/*---
measure: staff_injured_n
kpi: injury_incident_count
title: Staff injured
kind: distinct
window: period
unit: staff
better: lower
chart: rare_event
disclosure: staff
standards: [12, 13]
source: Framework, appendix B sections 10, 13 and 20; regulation 35(3)
definition: Staff who had an injury in an incident in the period, each counted once.
numerator: staff
denominator: null
reads: [incidents, incidents_injured_staff_ids]
rulings: [people_once, home_on_the_record, started_in_period]
---*/
select
    incidents.home_id,
    cast(null as varchar) as child_id,
    incidents_injured_staff_ids."value" as staff_id,
    incidents.occurred_on as counted_on,
    1 as numerator,
    cast(null as integer) as denominator,
    'incidents' as dataset,
    incidents.record_id
from incidents
join incidents_injured_staff_ids on incidents_injured_staff_ids.record_id = incidents.record_id
