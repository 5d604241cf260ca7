/*---
measure: open_now_n
kpi: missing_children_and_episodes
title: Children missing now
kind: snapshot
window: period
unit: children
better: lower
chart: run
disclosure: child
standards: [12]
source: Framework, key performance indicators, outcomes; appendix B section 12; statutory guidance on missing children (2014)
definition: Children who are missing (M) at the end of the last day of the period, or today while the period runs.
numerator: children
denominator: null
reads: [missing_span]
rulings: [episodes_merge, under_18, short_breaks_count, home_on_the_record, closed_at_discharge]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    started_on as counted_on,
    -- Missing to the end of the day before the return, the discharge or the birthday.
    cast(
        least(coalesce(ended_on, date '9999-12-31'), coalesce(adult_on, date '9999-12-31')) - interval '1' day as date
    ) as counted_to,
    1 as numerator,
    cast(null as integer) as denominator,
    'missing_episodes' as dataset,
    record_id
from missing_span
where kind = 'M' and (ended_on is null or ended_on > started_on)
