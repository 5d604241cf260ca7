/*---
measure: serious_violence_perpetrator_n
kpi: exploitation_serious_violence
title: Children with a concern about serious violence as a perpetrator
kind: distinct
window: period
unit: children
better: lower
chart: rare_event
disclosure: child
standards: [12]
source: Framework, key performance indicators, outcomes; regulations 5 and 40
definition: Children with a standing concern about serious violence as a perpetrator in the period, each counted once.
numerator: children
denominator: null
reads: [exploitation_span]
rulings: [people_once, concern_stands, home_of_the_child, nights_until_yesterday]
note: Children in a serious violence incident are in the number of all children, not here, since the incident does not say who was victim and who perpetrator.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    first_on as counted_on,
    last_on as counted_to,
    true as counts_when_past,
    1 as numerator,
    cast(null as integer) as denominator,
    'exploitation_concerns' as dataset,
    record_id
from exploitation_span
where strand = 'serious_violence_perpetrator'
