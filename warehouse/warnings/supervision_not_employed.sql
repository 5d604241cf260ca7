/*---
warning: supervision_not_employed
sentence: The member of staff was not employed in any home on the day of this session.
why: Supervision is asked for in the months in which a person is employed, so this session may count for none.
remedy: Check the date, the member of staff and the dates of employment.
---*/
select
    'supervision' as dataset,
    supervision.record_id,
    'held_on' as column_name
from supervision
left join staff on staff.staff_id = supervision.staff_id
    and staff.started_on <= supervision.held_on
    and coalesce(staff.ended_on, date '9999-12-31') >= supervision.held_on
where staff.record_id is null
    and supervision.held_on is not null
