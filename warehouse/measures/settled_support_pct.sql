/*---
measure: settled_support_pct
kpi: child_settled_support_rate
title: Children who were helped to settle
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [6, 14]
source: Framework, key performance indicators, quality of care; appendix A section 1; regulation 14
definition: Answers that say the child was helped to settle, of the answers given in the period.
numerator: children helped to settle
denominator: answers
reads: [surveys]
rulings: [own_answers, declined_is_no_answer, home_on_the_record, sum_of_homes]
note: Asked once an admission, so there are few answers; read it as n of d over several quarters.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    asked_on as counted_on,
    case when answer = 'positive' then 1 else 0 end as numerator,
    1 as denominator,
    'surveys' as dataset,
    record_id
from surveys
where question = 'settled'
    and answer <> 'declined'
    and coalesce(mode, '') <> 'observed'
