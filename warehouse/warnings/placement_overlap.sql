/*---
warning: placement_overlap
sentence: This episode overlaps another one of the same child.
why: A child is in one placement at a time, and each of the two counts towards stability.
remedy: Correct the first or last day of the two episodes; an episode begins on the day the one before ends.
---*/
select
    'placements' as dataset,
    later.record_id,
    'started_on' as column_name
from placements as later
join placements as earlier on earlier.child_id = later.child_id
    and earlier.record_id <> later.record_id
    and earlier.started_on < later.started_on
    and coalesce(earlier.ended_on, date '9999-12-31') > later.started_on
group by later.record_id
