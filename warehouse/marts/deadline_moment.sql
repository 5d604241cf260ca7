/*---
mart: deadline_moment
row: one recorded moment of an event that starts or stops a clock; a day alone where no time is known
---*/
select
    'incidents' as dataset,
    record_id,
    moment,
    happened_at,
    happened_at_utc,
    happened_on
from moment_of_incident
union all
select
    'sanctions' as dataset,
    record_id,
    moment,
    happened_at,
    happened_at_utc,
    happened_on
from moment_of_sanction
union all
select
    'missing_episodes' as dataset,
    record_id,
    moment,
    happened_at,
    happened_at_utc,
    happened_on
from moment_of_missing
union all
select
    'feedback' as dataset,
    record_id,
    'received_on' as moment,
    cast(null as timestamp) as happened_at,
    cast(null as timestamp) as happened_at_utc,
    received_on as happened_on
from feedback
where received_on is not null
union all
select
    'feedback' as dataset,
    record_id,
    'answered_on' as moment,
    cast(null as timestamp) as happened_at,
    cast(null as timestamp) as happened_at_utc,
    least(coalesce(outcome_told_child_on, closed_on), coalesce(closed_on, outcome_told_child_on)) as happened_on
from feedback
where coalesce(outcome_told_child_on, closed_on) is not null
union all
select
    'staff_absence' as dataset,
    record_id,
    'returned_on' as moment,
    cast(null as timestamp) as happened_at,
    cast(null as timestamp) as happened_at_utc,
    returned_on as happened_on
from event_of_sickness
where returned_on is not null
union all
select
    'staff_absence' as dataset,
    record_id,
    'return_to_work_met_on' as moment,
    cast(null as timestamp) as happened_at,
    cast(null as timestamp) as happened_at_utc,
    return_to_work_met_on as happened_on
from event_of_sickness
where return_to_work_met_on is not null
