/*---
warning: missing_and_away_together
sentence: This away episode overlaps a missing one of the same child.
why: The whereabouts of a child are known or they are not; both are counted, each in its own figure.
remedy: End the away episode when the child becomes missing, or give the missing one the time it was upgraded.
---*/
select
    'missing_episodes' as dataset,
    away.record_id,
    'kind' as column_name
from missing_episodes as away
join missing_episodes as missing on missing.child_id = away.child_id
    and missing.kind = 'M'
    and missing.missing_from_at_utc < coalesce(away.returned_at_utc, timestamp '9999-12-31 00:00:00')
    and coalesce(missing.returned_at_utc, timestamp '9999-12-31 00:00:00') > away.missing_from_at_utc
-- What is known by its date alone may or may not overlap.
where away.kind = 'A'
    and (away.returned_at_utc is not null or away.returned_on is null)
    and (missing.returned_at_utc is not null or missing.returned_on is null)
group by away.record_id
