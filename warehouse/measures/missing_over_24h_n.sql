/*---
measure: missing_over_24h_n
kpi: missing_children_and_episodes
title: Missing for more than 24 hours
kind: count
window: period
unit: episodes
better: lower
chart: rare_event
disclosure: child
standards: [12]
source: Framework, key performance indicators, outcomes; appendix B section 12; statutory guidance on missing children (2014)
definition: Missing episodes (M) that started in the period and lasted more than 24 hours, or have so far.
numerator: episodes
denominator: null
reads: [missing_span]
rulings: [episodes_merge, under_18, short_breaks_count, home_on_the_record, started_in_period, dates_alone, closed_at_discharge]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    started_on as counted_on,
    -- An episode that still runs counts once its 24 hours have surely passed.
    started_to_utc + 24 * interval '1' hour as counts_from_at,
    1 as numerator,
    cast(null as integer) as denominator,
    'missing_episodes' as dataset,
    record_id
from missing_span
where kind = 'M'
    and (ended_from_utc is null or date_diff('second', started_to_utc, ended_from_utc) > 86400)
