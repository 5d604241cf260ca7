/*---
warning: interview_without_return
sentence: A return interview stands on an episode that is not a missing one, or from which the child has not returned.
why: Interviews are due after the return from a missing episode; this one counts in no figure.
remedy: Check the kind of the episode and the time of return.
---*/
select
    'missing_episodes' as dataset,
    record_id,
    'rhi_outcome' as column_name
from missing_episodes
where (rhi_offered_on is not null or rhi_completed_on is not null or rhi_outcome in ('completed', 'declined'))
    and (kind <> 'M' or returned_on is null)
