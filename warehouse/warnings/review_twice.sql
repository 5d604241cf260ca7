/*---
warning: review_twice
sentence: Another row has the same review of this child on the same day.
why: The same review under two references is counted as two.
remedy: Check whether the two rows are one review, and delete one.
---*/
select
    'child_reviews' as dataset,
    later.record_id,
    'held_on' as column_name
from child_reviews as later
join child_reviews as earlier on earlier.child_id = later.child_id
    and earlier.kind = later.kind
    and earlier.held_on = later.held_on
    and earlier.record_id < later.record_id
group by later.record_id
