/*---
mart: merged_record
row: a record that stands behind a merged one, besides the one that gives it its id; where a measure is named, for that one alone
---*/
select
    cast(null as varchar) as measure,
    'missing_episodes' as dataset,
    episode_record_id as record_id,
    record_id as part_id
from missing_episode_part
where record_id <> episode_record_id
union all
select
    cast(null as varchar) as measure,
    'stays' as dataset,
    stay_span_id as record_id,
    record_id as part_id
from stay_span_part
where record_id <> stay_span_id
union all
select
    case topic when 'rights' then 'rights_all4_pct' else 'child_safe_happy_pct' end as measure,
    'surveys' as dataset,
    first_record_id as record_id,
    record_id as part_id
from answer_together
where record_id <> first_record_id
