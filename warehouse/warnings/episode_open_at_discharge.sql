/*---
warning: episode_open_at_discharge
sentence: The child left the homes, and this episode has no return.
why: The child counts as missing up to the day of discharge; a national return asks for an end on that day.
remedy: Send the return, or the time of discharge as the end of the episode.
---*/
with last_stays as (
    select
        child_id,
        max(coalesce(discharged_on, date '9999-12-31')) as left_on
    from stays
    group by child_id
)

select
    'missing_episodes' as dataset,
    missing_episodes.record_id,
    'returned_at' as column_name
from missing_episodes
join last_stays on last_stays.child_id = missing_episodes.child_id
where missing_episodes.returned_on is null
    and last_stays.left_on >= missing_episodes.missing_from_on
    and last_stays.left_on < date '9999-12-31'
