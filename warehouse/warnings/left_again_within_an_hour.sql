/*---
warning: left_again_within_an_hour
sentence: This episode starts within an hour of the return from another one of the same child and kind.
why: The two are counted as two episodes, each with a return interview of its own.
remedy: Check whether the child really came back between them; if not, make them one.
---*/
select
    'missing_episodes' as dataset,
    later.record_id,
    'missing_from_at' as column_name
from missing_episodes as later
join missing_episodes as earlier on earlier.child_id = later.child_id
    and earlier.kind = later.kind
    and earlier.record_id <> later.record_id
    and earlier.missing_from_at_utc < later.missing_from_at_utc
    and date_diff('second', earlier.returned_at_utc, later.missing_from_at_utc) between 0 and 3600
group by later.record_id
