/*---
warning: episode_over_a_year
sentence: This episode lasts for more than 365 days.
why: An end that was never sent, or a slip in the year, adds hours to every month it spans.
remedy: Check the times of leaving and return; send the return if the child has come back.
---*/
with last_known as (
    select max(greatest(missing_from_on, coalesce(returned_on, missing_from_on))) as known_to_on
    from missing_episodes
)

select
    'missing_episodes' as dataset,
    missing_episodes.record_id,
    'returned_at' as column_name
from missing_episodes
-- Without a return it has lasted at least up to the newest day that any episode speaks of.
join last_known
    on date_diff('day', missing_episodes.missing_from_on, coalesce(missing_episodes.returned_on, last_known.known_to_on))
    > 365
