/*---
measure: knows_complaint_pct
kpi: child_rights_understanding_rate
title: Children who know how to complain
kind: latest
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [7]
source: Framework, key performance indicators, quality of care; regulation 7(2); regulation 39
definition: Children who say that they know how to complain, of the children who answered, by their latest answer in the period.
numerator: children who know how to complain
denominator: children who answered
reads: [surveys]
rulings: [latest_answer, declined_is_no_answer, anonymous_response, home_on_the_record, people_once]
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    asked_on as counted_on,
    case when answer = 'positive' then 1 else 0 end as numerator,
    case when answer = 'declined' then 0 else 1 end as denominator,
    'surveys' as dataset,
    record_id,
    -- Somebody who gave no name is known by the response alone, and two systems may use one reference.
    coalesce(child_id, 'response ' || source || ' ' || response_id) as person_id,
    response_id as tie_break
from surveys
where question = 'complaint'
