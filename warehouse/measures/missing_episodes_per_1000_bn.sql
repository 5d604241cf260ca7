/*---
measure: missing_episodes_per_1000_bn
kpi: missing_children_and_episodes
title: Missing episodes per 1,000 nights
kind: ratio
window: period
unit: per_1000_bed_nights
better: lower
chart: xmr
disclosure: child
standards: [12]
source: Framework, key performance indicators, outcomes; appendix B section 12; statutory guidance on missing children (2014)
definition: Missing episodes (M) that started in the period for every 1,000 nights that children under 18 spent in the home.
numerator: episodes
denominator: nights
reads: [missing_episode, stay_span, child]
rulings: [episodes_merge, under_18, short_breaks_count, home_on_the_record, started_in_period, nights_until_yesterday, nights_once, sum_of_homes]
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
    -- Nights count while under 18: to the last one, or the one before the birthday.
    least(stay_span.last_night_on, cast(child.adult_on - interval '1' day as date)) as counted_to,
    true as counts_when_past,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    stay_span.stay_span_id as record_id
from stay_span
join child on child.child_id = stay_span.child_id
where stay_span.last_night_on is not null and stay_span.admitted_on < child.adult_on
