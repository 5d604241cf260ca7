/*---
warning: answer_needs_action
sentence: This answer needs somebody to act today.
why: A child who may not feel safe comes before any figure; the answer counts as it was given.
remedy: Tell the registered manager and the responsible individual today, and see that somebody the child trusts asks what is wrong.
---*/
select
    'surveys' as dataset,
    record_id,
    'answer' as column_name
from surveys
where question = 'safe' and answer = 'negative'
