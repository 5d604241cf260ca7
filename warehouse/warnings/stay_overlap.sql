/*---
warning: stay_overlap
sentence: This stay overlaps another stay of the same child.
why: A child sleeps in one bed a night; occupancy counts the night once in each home.
remedy: Correct the dates of admission and discharge of the two stays.
---*/
select
    'stays' as dataset,
    later.record_id,
    'admitted_on' as column_name
from stays as later
join stays as earlier on earlier.child_id = later.child_id
    and earlier.record_id <> later.record_id
    and earlier.admitted_on < coalesce(later.discharged_on, date '9999-12-31')
    and later.admitted_on < coalesce(earlier.discharged_on, date '9999-12-31')
    and (
        earlier.admitted_on < later.admitted_on
        or (earlier.admitted_on = later.admitted_on and earlier.record_id < later.record_id)
    )
group by later.record_id
