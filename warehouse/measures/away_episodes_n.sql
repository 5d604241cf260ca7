/*---
measure: away_episodes_n
kpi: missing_children_and_episodes
title: Away without permission
kind: count
window: period
unit: episodes
better: lower
chart: xmr
disclosure: child
standards: [12]
source: Framework, appendix B section 12; statutory guidance on missing children (2014)
definition: Episodes (A) that started in the period in which a child was away without authorisation but the whereabouts were known.
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
where kind = 'A' and is_under_18
