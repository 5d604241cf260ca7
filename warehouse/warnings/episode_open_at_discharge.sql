/*---
warning: episode_open_at_discharge
sentence: The child left the homes, and this episode has no return.
why: The child counts as missing up to the day of discharge; a national return asks for an end on that day.
remedy: Send the return, or the time of discharge as the end of the episode.
---*/
select
    'missing_episodes' as dataset,
    missing_episodes.record_id,
    'returned_at' as column_name
from missing_episodes
join departure on departure.child_id = missing_episodes.child_id
    and departure.left_on >= missing_episodes.missing_from_on
where missing_episodes.returned_on is null
group by missing_episodes.record_id
