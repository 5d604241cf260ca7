/*---
mart: moment_of_sanction
row: one recorded moment of a sanction that starts or stops a clock
---*/
select
    record_id,
    'occurred_at' as moment,
    occurred_at as happened_at,
    occurred_at_utc as happened_at_utc,
    occurred_on as happened_on
from sanctions
where occurred_on is not null
union all
select
    record_id,
    'record_completed_at' as moment,
    record_completed_at as happened_at,
    record_completed_at_utc as happened_at_utc,
    record_completed_on as happened_on
from sanctions
where record_completed_on is not null
union all
select
    record_id,
    'staff_debrief_at' as moment,
    staff_debrief_at as happened_at,
    staff_debrief_at_utc as happened_at_utc,
    staff_debrief_on as happened_on
from sanctions
where staff_debrief_on is not null
union all
select
    record_id,
    'child_debrief_at' as moment,
    child_debrief_at as happened_at,
    child_debrief_at_utc as happened_at_utc,
    child_debrief_on as happened_on
from sanctions
where child_debrief_on is not null
union all
select
    record_id,
    'spoke_to_user_at' as moment,
    spoke_to_user_at as happened_at,
    spoke_to_user_at_utc as happened_at_utc,
    spoke_to_user_on as happened_on
from sanctions
where spoke_to_user_on is not null
union all
select
    record_id,
    'spoke_to_child_at' as moment,
    spoke_to_child_at as happened_at,
    spoke_to_child_at_utc as happened_at_utc,
    spoke_to_child_on as happened_on
from sanctions
where spoke_to_child_on is not null
union all
select
    record_id,
    'signed_off_at' as moment,
    signed_off_at as happened_at,
    signed_off_at_utc as happened_at_utc,
    signed_off_on as happened_on
from sanctions
where signed_off_on is not null
union all
select
    record_id,
    'plans_reviewed_at' as moment,
    plans_reviewed_at as happened_at,
    plans_reviewed_at_utc as happened_at_utc,
    plans_reviewed_on as happened_on
from sanctions
where plans_reviewed_on is not null
