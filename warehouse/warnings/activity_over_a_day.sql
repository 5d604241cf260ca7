/*---
warning: activity_over_a_day
sentence: This activity lasts for more than 24 hours.
why: An activity stands on one day, and a residential trip has a row for each; physical activity has no daily limit, so the hours all count.
remedy: Check the minutes; give each day of a trip its own row.
---*/
select
    'activities' as dataset,
    record_id,
    'minutes' as column_name
from activities
where minutes > 1440
