/*---
measure: riddor_n
kpi: injury_incident_count
title: Injuries reported under RIDDOR
kind: count
window: period
unit: incidents
better: lower
chart: rare_event
disclosure: staff
standards: [12, 13]
source: Framework, appendix B section 20; Reporting of Injuries, Diseases and Dangerous Occurrences Regulations 2013
definition: Incidents in the period with an injury that had to be reported to the Health and Safety Executive.
numerator: incidents
denominator: null
reads: [incidents]
rulings: [home_on_the_record, started_in_period]
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
where is_riddor
