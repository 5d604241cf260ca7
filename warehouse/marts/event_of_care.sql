/*---
mart: event_of_care
row: one sanction, health appointment, strategy meeting, or complaint or compliment of their own, of one child
---*/
select
    child_id,
    home_id,
    occurred_on as happened_on,
    occurred_at as happened_at,
    case when is_restorative then 'restorative' else 'sanction' end as what,
    measure as detail,
    'sanctions' as dataset,
    record_id
from sanctions
union all
select
    child_id,
    home_id,
    due_on as happened_on,
    due_at as happened_at,
    -- The kind of an appointment is free text, so its outcome stands in what happened.
    'appointment_' || coalesce(outcome, 'booked') as what,
    kind as detail,
    'health_appointments' as dataset,
    record_id
from health_appointment
union all
select
    feedback_child_ids."value" as child_id,
    feedback.home_id,
    feedback.received_on as happened_on,
    cast(null as timestamp) as happened_at,
    feedback.kind as what,
    feedback.nature as detail,
    'feedback' as dataset,
    feedback.record_id
from feedback
join feedback_child_ids on feedback_child_ids.record_id = feedback.record_id
where feedback.received_from = 'child'
union all
select
    strategy_meetings_child_ids."value" as child_id,
    strategy_meetings.home_id,
    strategy_meetings.held_on as happened_on,
    strategy_meetings.held_at as happened_at,
    'strategy_meeting' as what,
    strategy_meetings.kind as detail,
    'strategy_meetings' as dataset,
    strategy_meetings.record_id
from strategy_meetings
join strategy_meetings_child_ids on strategy_meetings_child_ids.record_id = strategy_meetings.record_id
where strategy_meetings.held_on is not null
