/*---
measure: away_children_n
kpi: missing_children_and_episodes
title: Children away without permission
kind: distinct
window: period
unit: children
better: lower
chart: interval
disclosure: child
standards: [12]
source: Framework, appendix B section 12; statutory guidance on missing children (2014)
definition: Children with at least one away episode (A) that started in the period, each counted once.
numerator: children
denominator: null
reads: [missing_episode]
rulings: [people_once, under_18, short_breaks_count, home_on_the_record, started_in_period]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    missing_from_on as counted_on,
    1 as numerator,
    cast(null as integer) as denominator,
    'missing_episodes' as dataset,
    record_id
from missing_episode
where kind = 'A' and is_under_18
