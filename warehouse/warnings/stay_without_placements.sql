/*---
warning: stay_without_placements
sentence: No placements were sent for this child.
why: The child is left out of placement stability, as nobody can tell how often they moved.
remedy: Send the child's episodes of care.
---*/
select
    'stays' as dataset,
    stays.record_id,
    'child_id' as column_name
from stays
-- Only where placements are sent at all is one child without any of them missing data.
cross join (select max(record_id) as last_record_id from placements) as sent
left join placements on placements.child_id = stays.child_id
where placements.record_id is null
    and sent.last_record_id is not null
    and stays.stay_type <> 'respite_short_break'
    and coalesce(stays.legal_status, '') not in ('V3', 'V4')
