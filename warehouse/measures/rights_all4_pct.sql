/*---
measure: rights_all4_pct
kpi: child_rights_understanding_rate
title: Children who know their rights, entitlements, how to complain and the rules
kind: latest
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [7]
source: Framework, key performance indicators, quality of care; regulation 7(2)
definition: Children who say that they know all four, of the children who answered all four, by their latest response in the period.
numerator: children who know all four
denominator: children who answered all four
reads: [answer_together]
rulings: [latest_answer, declined_is_no_answer, anonymous_response, home_on_the_record, people_once]
note: A response with fewer than four answers counts under those questions alone.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    max(asked_on) as counted_on,
    case when count(*) filter (where answer = 'positive') = 4 then 1 else 0 end as numerator,
    case when count(*) filter (where answer <> 'declined') = 4 then 1 else 0 end as denominator,
    'surveys' as dataset,
    first_record_id as record_id,
    -- Somebody who gave no name is known by the response alone, and two systems may use one reference.
    coalesce(child_id, 'response ' || source || ' ' || response_id) as person_id,
    response_id as tie_break
from answer_together
where topic = 'rights'
group by
    home_id,
    child_id,
    source,
    response_id,
    first_record_id
