/*---
warning: activity_without_home
sentence: This visit, audit or review names no home.
why: It is due home by home, so it counts for none.
remedy: Put in the home; where several were visited, send a row for each.
---*/
select
    'qa_activities' as dataset,
    record_id,
    'home_id' as column_name
from qa_activities
where home_id is null
    and kind in ('child_audit', 'leadership_audit', 'reg44_visit', 'reg45_review', 'reg46_review')
