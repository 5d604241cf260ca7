/*---
measure: restraint_injury_n
kpi: restraint
title: Restraints with an injury
kind: count
window: period
unit: incidents
better: lower
chart: rare_event
disclosure: child
standards: [11, 12]
source: Framework, appendix B section 10; regulations 20 and 35
definition: Restraints in the period in which a child, member of staff or visitor had an injury that needed first aid or more.
numerator: restraints
denominator: null
reads: [incidents]
rulings: [first_aid_or_worse, planned_restraint_counts, home_on_the_record, started_in_period]
note: Such an event counts under injuries as well; the two are never added up.
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
    and injury_severity in ('first_aid', 'medical', 'hospital', 'serious')
