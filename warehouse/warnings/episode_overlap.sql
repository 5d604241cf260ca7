/*---
warning: episode_overlap
sentence: This episode overlaps another one of the same child and kind.
why: Overlapping rows are counted as one episode under the first one's reference.
remedy: Check whether the two rows are the same episode, and delete one or correct its times.
---*/
select
    'missing_episodes' as dataset,
    part_id as record_id,
    'missing_from_at' as column_name
from merged_record
where dataset = 'missing_episodes'
