/*---
mart: event_of_incident
row: one incident or restraint as an event of one kind that starts deadlines
---*/
with named_children as (
    select
        record_id,
        count(*) as children,
        min("value") as first_child_id
    from incidents_child_ids
    group by record_id
),

described as (
    select
        incidents.record_id,
        incidents.home_id,
        -- A deadline of an event with several children is not one child's.
        case when named_children.children = 1 then named_children.first_child_id end as child_id,
        incidents.occurred_on as event_on,
        incidents.kind,
        incidents.is_notifiable,
        case
            when incidents.kind = 'restraint' and incidents.is_planned_in_ehcp then 'planned_in_ehcp'
        end as exemption,
        case when incidents.is_child_debrief_declined then 'child_debrief' end as declined
    from incidents
    left join named_children on named_children.record_id = incidents.record_id
)

select
    record_id,
    home_id,
    child_id,
    event_on,
    case when kind = 'restraint' then 'restraint' else 'incident' end as event_kind,
    exemption,
    declined
from described
union all
select
    record_id,
    home_id,
    child_id,
    event_on,
    'allegation' as event_kind,
    exemption,
    declined
from described
where kind = 'allegation'
union all
select
    record_id,
    home_id,
    child_id,
    event_on,
    'notifiable' as event_kind,
    exemption,
    declined
from described
where is_notifiable
