/*---
measure: missing_episodes_n
kpi: missing_children_and_episodes
title: Missing episodes
kind: count
window: period
unit: episodes
better: lower
chart: xmr
disclosure: child
standards: [12]
source: Framework, key performance indicators, outcomes; appendix B section 12; statutory guidance on missing children (2014)
definition: Missing episodes (M) that started in the period, however short.
numerator: episodes
denominator: null
reads: [missing_episode]
rulings: [episodes_merge, under_18, short_breaks_count, home_on_the_record, started_in_period]
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
where kind = 'M' and is_under_18
