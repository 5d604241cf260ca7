/*---
warning: journey_minutes
sentence: The active minutes of this journey are below nought or more than those of a day.
why: The minutes count as physical activity as they stand.
remedy: Check the minutes walked, wheeled or cycled.
---*/
select
    'journeys' as dataset,
    record_id,
    'active_minutes' as column_name
from journeys
where active_minutes < 0 or active_minutes > 1440
