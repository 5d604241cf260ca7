/*---
mart: moment_of_incident
row: one recorded moment of an incident or restraint that starts or stops a clock
---*/
select
    record_id,
    'occurred_at' as moment,
    occurred_at as happened_at,
    occurred_at_utc as happened_at_utc,
    occurred_on as happened_on
from incidents
where occurred_on is not null
union all
select
    record_id,
    'discovered_at' as moment,
    discovered_at as happened_at,
    discovered_at_utc as happened_at_utc,
    discovered_on as happened_on
from incidents
where discovered_on is not null
union all
select
    record_id,
    'became_aware_at' as moment,
    became_aware_at as happened_at,
    became_aware_at_utc as happened_at_utc,
    became_aware_on as happened_on
from incidents
where became_aware_on is not null
union all
select
    record_id,
    'record_completed_at' as moment,
    record_completed_at as happened_at,
    record_completed_at_utc as happened_at_utc,
    record_completed_on as happened_on
from incidents
where record_completed_on is not null
union all
select
    record_id,
    'staff_debrief_at' as moment,
    staff_debrief_at as happened_at,
    staff_debrief_at_utc as happened_at_utc,
    staff_debrief_on as happened_on
from incidents
where staff_debrief_on is not null
union all
select
    record_id,
    'child_debrief_at' as moment,
    child_debrief_at as happened_at,
    child_debrief_at_utc as happened_at_utc,
    child_debrief_on as happened_on
from incidents
where child_debrief_on is not null
union all
select
    record_id,
    'spoke_to_user_at' as moment,
    spoke_to_user_at as happened_at,
    spoke_to_user_at_utc as happened_at_utc,
    spoke_to_user_on as happened_on
from incidents
where spoke_to_user_on is not null
union all
select
    record_id,
    'spoke_to_child_at' as moment,
    spoke_to_child_at as happened_at,
    spoke_to_child_at_utc as happened_at_utc,
    spoke_to_child_on as happened_on
from incidents
where spoke_to_child_on is not null
union all
select
    record_id,
    'signed_off_at' as moment,
    signed_off_at as happened_at,
    signed_off_at_utc as happened_at_utc,
    signed_off_on as happened_on
from incidents
where signed_off_on is not null
union all
select
    record_id,
    'plans_reviewed_at' as moment,
    plans_reviewed_at as happened_at,
    plans_reviewed_at_utc as happened_at_utc,
    plans_reviewed_on as happened_on
from incidents
where plans_reviewed_on is not null
union all
select
    record_id,
    'ofsted_notified_at' as moment,
    ofsted_notified_at as happened_at,
    ofsted_notified_at_utc as happened_at_utc,
    ofsted_notified_on as happened_on
from incidents
where ofsted_notified_on is not null
union all
select
    record_id,
    'lado_contacted_at' as moment,
    lado_contacted_at as happened_at,
    lado_contacted_at_utc as happened_at_utc,
    lado_contacted_on as happened_on
from incidents
where lado_contacted_on is not null
