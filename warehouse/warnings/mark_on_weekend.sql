/*---
warning: mark_on_weekend
sentence: This attendance mark is for a Saturday or Sunday.
why: The session counts as the mark says, though schools keep no register on these days.
remedy: Check the date of the session; day and month may have changed places.
---*/
select
    'attendance' as dataset,
    record_id,
    'date' as column_name
from attendance
-- 1 January 2001 was a Monday, so the remainder is 5 on Saturdays and 6 on Sundays.
where date_diff('day', date '2001-01-01', "date") % 7 >= 5
    and mark is not null
    and mark <> '#'
