/*---
measure: search_n
kpi: bullying_and_searches
title: Searches
kind: count
window: period
unit: searches
better: neutral
chart: rare_event
disclosure: child
standards: [7, 12]
source: Framework, appendix B section 24; regulation 21
definition: Searches of a child or of a child's belongings in the period.
numerator: searches
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
where kind = 'search'
