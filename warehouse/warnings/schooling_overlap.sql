/*---
warning: schooling_overlap
sentence: This arrangement starts before another one of the same child has ended.
why: A child who has a school place and none on the same day is counted as having none.
remedy: Give the earlier arrangement its last day.
---*/
select
    'schooling' as dataset,
    later.record_id,
    'started_on' as column_name
from schooling as later
join schooling as earlier on earlier.child_id = later.child_id
    and earlier.started_on < later.started_on
    and coalesce(earlier.ended_on, date '9999-12-31') >= later.started_on
group by later.record_id
