/*---
warning: audit_without_child
sentence: This audit of a child's care names no child.
why: Each child's care is audited every two months, so it counts for no child.
remedy: Put in the child; where several were audited, send a row for each.
---*/
select
    'qa_activities' as dataset,
    record_id,
    'child_id' as column_name
from qa_activities
where child_id is null
    and kind = 'child_audit'
