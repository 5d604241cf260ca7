/*---
measure: injury_incidents_n
kpi: injury_incident_count
title: Injury incidents
kind: count
window: period
unit: incidents
better: lower
chart: rare_event
disclosure: child
standards: [12]
source: Framework, key performance indicators, quality of care; appendix B sections 10, 13 and 20; regulation 35(3)
definition: Incidents in which at least one child, member of staff or visitor had an injury that needed first aid or more.
numerator: incidents
denominator: null
reads: [incidents]
rulings: [first_aid_or_worse, home_on_the_record, started_in_period]
note: An injury in a restraint counts here and under restraint; the two are never added up.
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
where injury_severity in ('first_aid', 'medical', 'hospital', 'serious')
