/*---
warning: episode_not_resident
sentence: The child did not live in this home on the day the episode started.
why: The episode counts for the home on the row; a percentage of children leaves out a child who did not live there.
remedy: Check the home of the episode and the dates of the child's stays.
---*/
select
    'missing_episodes' as dataset,
    missing_episodes.record_id,
    'home_id' as column_name
from missing_episodes
left join stays on stays.child_id = missing_episodes.child_id
    and stays.home_id = missing_episodes.home_id
    and stays.admitted_on <= missing_episodes.missing_from_on
    and coalesce(stays.discharged_on, date '9999-12-31') >= missing_episodes.missing_from_on
where stays.record_id is null
