/*---
mart: answer_together
row: one answer that is judged together with others of its response, and the record that stands for all of them
---*/
with answers as (
    select
        case when question in ('safe', 'happy') then 'safe and happy' else 'rights' end as topic,
        home_id,
        child_id,
        source,
        response_id,
        question,
        asked_on,
        answer,
        record_id
    from surveys
    where question in ('safe', 'happy', 'rights', 'entitlements', 'complaint', 'rules')
)

select
    topic,
    home_id,
    child_id,
    source,
    response_id,
    question,
    asked_on,
    answer,
    record_id,
    min(record_id) over (partition by topic, home_id, child_id, source, response_id) as first_record_id
from answers
