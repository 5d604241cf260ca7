/*---
mart: departure
row: one day on which one child left the homes; who moves to another home that day, or has a stay there, has not left
---*/
select distinct
    stay_span.child_id,
    stay_span.left_on
from stay_span
left join stay_span as staying on staying.child_id = stay_span.child_id
    and staying.admitted_on <= stay_span.left_on
    and staying.left_on > stay_span.left_on
where staying.child_id is null
    and stay_span.left_on < date '9999-12-31'
