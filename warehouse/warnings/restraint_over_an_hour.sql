/*---
warning: restraint_over_an_hour
sentence: This restraint lasted for more than an hour.
why: A restraint of that length is rare and serious; more often one of its two times is a slip.
remedy: Check the times of its start and end; if they are right, tell the registered manager.
---*/
select
    'incidents' as dataset,
    record_id,
    'ended_at' as column_name
from incidents
where kind = 'restraint' and date_diff('second', occurred_at_utc, ended_at_utc) > 3600
