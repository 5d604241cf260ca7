/*---
mart: merged_record
row: a record that stands behind a merged one, besides the one that gives it its id
---*/
select
    'missing_episodes' as dataset,
    episode_record_id as record_id,
    record_id as part_id
from missing_episode_part
where record_id <> episode_record_id
union all
select
    'stays' as dataset,
    stay_span_id as record_id,
    record_id as part_id
from stay_span_part
where record_id <> stay_span_id
