/*---
measure: missing_children_pct
kpi: missing_children_and_episodes
title: Share of children who went missing
kind: distinct
window: period
unit: percent
better: lower
chart: interval
disclosure: child
standards: [12]
source: Framework, key performance indicators, outcomes; appendix B section 12; statutory guidance on missing children (2014)
definition: Children with a missing episode that started in the period, of the children who lived in the home in the period.
numerator: children missing
denominator: children
reads: [missing_episode, stay_span, child]
rulings: [people_once, people_in_denominator, under_18, short_breaks_count, residence, nights_until_yesterday]
note: With three to six children in a home, one child moves this figure by 17 to 33 points; read it as n of d.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    missing_from_on as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    1 as numerator,
    0 as denominator,
    'missing_episodes' as dataset,
    record_id
from missing_episode
where kind = 'M' and is_under_18
union all
select
    stay_span.home_id,
    stay_span.child_id,
    cast(null as varchar) as staff_id,
    stay_span.admitted_on as counted_on,
    -- Counted while under 18: to the last night, or the day before the birthday.
    least(stay_span.last_accommodated_on, cast(child.adult_on - interval '1' day as date)) as counted_to,
    true as counts_when_past,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    stay_span.stay_span_id as record_id
from stay_span
join child on child.child_id = stay_span.child_id
where stay_span.admitted_on < child.adult_on
