/*---
measure: missing_episodes_per_missing_child
kpi: missing_children_and_episodes
title: Missing episodes for each missing child
kind: ratio
window: period
unit: episodes_per_child
better: lower
chart: run
disclosure: child
standards: [12]
source: Framework, key performance indicators, outcomes; appendix B section 12; statutory guidance on missing children (2014)
definition: Missing episodes (M) that started in the period, for every child who had at least one.
numerator: episodes
denominator: children missing
denominator_is: people
reads: [missing_episode]
rulings: [episodes_merge, people_once, under_18, short_breaks_count, home_on_the_record, started_in_period]
note: A child missing from two homes is one child in the service, so the homes do not add up to it.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    missing_from_on as counted_on,
    1 as numerator,
    1 as denominator,
    'missing_episodes' as dataset,
    record_id
from missing_episode
where kind = 'M' and is_under_18
