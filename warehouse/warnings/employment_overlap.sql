/*---
warning: employment_overlap
sentence: This spell of employment overlaps another one of the same person in the same home.
why: The two are taken together as one spell, and of their shares of full time the later one's counts.
remedy: Correct the first or last day of the two spells.
---*/
select
    'staff' as dataset,
    later.record_id,
    'started_on' as column_name
from staff as later
join staff as earlier on earlier.staff_id = later.staff_id
    and earlier.home_id = later.home_id
    and earlier.record_id <> later.record_id
    and coalesce(earlier.ended_on, date '9999-12-31') >= later.started_on
    and coalesce(later.ended_on, date '9999-12-31') >= earlier.started_on
    and (
        earlier.started_on < later.started_on
        or (earlier.started_on = later.started_on and earlier.record_id < later.record_id)
    )
group by later.record_id
