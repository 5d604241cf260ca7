/*---
measure: child_safe_happy_pct
kpi: child_safe_happy_rate
title: Children who feel safe and happy
kind: latest
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [7, 12]
source: Framework, key performance indicators, quality of care
definition: Children who say both that they feel safe and that they feel happy, of the children who answered both, by their latest response in the period.
numerator: children who feel safe and happy
denominator: children who answered both
reads: [answer_together]
rulings: [latest_answer, declined_is_no_answer, anonymous_response, home_on_the_record, people_once]
note: A response with only one of the two answers counts under that question alone.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    max(asked_on) as counted_on,
    case when count(*) filter (where answer = 'positive') = 2 then 1 else 0 end as numerator,
    case when count(*) filter (where answer <> 'declined') = 2 then 1 else 0 end as denominator,
    'surveys' as dataset,
    first_record_id as record_id,
    -- Somebody who gave no name is known by the response alone, and two systems may use one reference.
    coalesce(child_id, 'response ' || source || ' ' || response_id) as person_id,
    response_id as tie_break
from answer_together
where topic = 'safe and happy'
group by
    home_id,
    child_id,
    source,
    response_id,
    first_record_id
