/*---
mart: deadline_event
row: one event of one kind that starts deadlines, what exempts it from some of them, and what was declined
---*/
with complaints as (
    select
        feedback.record_id,
        feedback.home_id,
        feedback.received_on,
        case
            when feedback.stage in ('1', '2', '3') then 'complaint_stage_' || feedback.stage
            else 'complaint_other'
        end as event_kind,
        count(feedback_child_ids."value") as children,
        min(feedback_child_ids."value") as first_child_id
    from feedback
    left join feedback_child_ids on feedback_child_ids.record_id = feedback.record_id
    where feedback.kind = 'complaint'
    group by
        feedback.record_id,
        feedback.home_id,
        feedback.received_on,
        feedback.stage
)

select
    event_kind,
    'incidents' as dataset,
    record_id,
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    event_on,
    exemption,
    declined
from event_of_incident
union all
select
    'sanction' as event_kind,
    'sanctions' as dataset,
    record_id,
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    occurred_on as event_on,
    cast(null as varchar) as exemption,
    case when is_child_debrief_declined then 'child_debrief' end as declined
from sanctions
-- What was restorative only was no sanction.
where not coalesce(is_restorative, false)
union all
select
    'missing' as event_kind,
    'missing_episodes' as dataset,
    record_id,
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    missing_from_on as event_on,
    cast(null as varchar) as exemption,
    cast(null as varchar) as declined
from missing_episode
where kind = 'M' and is_under_18
union all
select
    'missing_returned' as event_kind,
    'missing_episodes' as dataset,
    record_id,
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    missing_from_on as event_on,
    cast(null as varchar) as exemption,
    case when rhi_outcome = 'declined' then 'return_interview' end as declined
from missing_episode
where kind = 'M' and is_under_18 and returned_on is not null
union all
select
    event_kind,
    'feedback' as dataset,
    record_id,
    home_id,
    case when children = 1 then first_child_id end as child_id,
    cast(null as varchar) as staff_id,
    received_on as event_on,
    cast(null as varchar) as exemption,
    cast(null as varchar) as declined
from complaints
union all
select
    'return_from_sickness' as event_kind,
    'staff_absence' as dataset,
    record_id,
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    returned_on as event_on,
    exemption,
    cast(null as varchar) as declined
from event_of_sickness
