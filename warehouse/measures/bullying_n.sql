/*---
measure: bullying_n
kpi: bullying_and_searches
title: Bullying
kind: count
window: period
unit: incidents
better: lower
chart: rare_event
disclosure: child
standards: [11, 12]
source: Framework, appendix B section 15; regulation 34(3)
definition: Incidents of bullying in the period.
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
where kind = 'bullying'
