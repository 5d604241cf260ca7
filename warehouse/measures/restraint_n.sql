/*---
measure: restraint_n
kpi: restraint
title: Restraints
kind: count
window: period
unit: incidents
better: lower
chart: rare_event
disclosure: child
standards: [11, 12]
source: Framework, appendix B section 10; regulations 20 and 35
definition: Incidents in which a child was restrained.
numerator: restraints
denominator: null
reads: [incidents]
rulings: [planned_restraint_counts, home_on_the_record, started_in_period]
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
where kind = 'restraint'
