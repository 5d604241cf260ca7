/*---
warning: second_open_episode
sentence: This episode starts while an earlier one of the same child has no return.
why: A child cannot go missing twice without coming back; the earlier one goes on giving hours, and a national return would be refused.
remedy: Send the return of the earlier episode, or delete the one that is the same.
---*/
select
    'missing_episodes' as dataset,
    later.record_id,
    'missing_from_at' as column_name
from missing_episodes as later
join missing_episodes as earlier on earlier.child_id = later.child_id
    and earlier.record_id <> later.record_id
    and earlier.returned_on is null
    and (
        coalesce(earlier.missing_from_at_utc, cast(earlier.missing_from_on as timestamp))
        < coalesce(later.missing_from_at_utc, cast(later.missing_from_on as timestamp))
        or (
            coalesce(earlier.missing_from_at_utc, cast(earlier.missing_from_on as timestamp))
            = coalesce(later.missing_from_at_utc, cast(later.missing_from_on as timestamp))
            and earlier.record_id < later.record_id
        )
    )
group by later.record_id
