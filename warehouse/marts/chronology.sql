/*---
mart: chronology
row: one thing that happened to a child (or, where no child is named, in a home), in the order lived
---*/
with arrivals as (
    select
        stays.child_id,
        stays.home_id,
        stays.admitted_on as happened_on,
        cast(null as timestamp) as happened_at,
        'arrived' as what,
        stays.stay_type as detail,
        'stays' as dataset,
        stays.record_id
    from stays
),

departures as (
    select
        stays.child_id,
        stays.home_id,
        stays.discharged_on as happened_on,
        cast(null as timestamp) as happened_at,
        'left' as what,
        stays.end_reason as detail,
        'stays' as dataset,
        stays.record_id
    from stays
    where stays.discharged_on is not null
),

episodes as (
    select
        child_id,
        home_id,
        missing_from_on as happened_on,
        missing_from_at as happened_at,
        case kind when 'M' then 'missing' else 'away' end as what,
        cast(null as varchar) as detail,
        'missing_episodes' as dataset,
        record_id
    from missing_episode
),

returns as (
    select
        child_id,
        home_id,
        returned_on as happened_on,
        returned_at as happened_at,
        'returned' as what,
        case kind when 'M' then 'missing' else 'away' end as detail,
        'missing_episodes' as dataset,
        record_id
    from missing_episode
    where returned_on is not null
),

interviews as (
    select
        child_id,
        home_id,
        coalesce(rhi_completed_on, rhi_offered_on) as happened_on,
        coalesce(rhi_completed_at, rhi_offered_at) as happened_at,
        'interview' as what,
        coalesce(rhi_outcome, 'offered') as detail,
        'missing_episodes' as dataset,
        record_id
    from missing_episode
    where coalesce(rhi_completed_on, rhi_offered_on) is not null
),

involved as (
    select
        incidents_child_ids."value" as child_id,
        incidents.home_id,
        incidents.occurred_on as happened_on,
        incidents.occurred_at as happened_at,
        'incident' as what,
        incidents.kind as detail,
        'incidents' as dataset,
        incidents.record_id
    from incidents
    left join incidents_child_ids on incidents_child_ids.record_id = incidents.record_id
),

injured as (
    select
        incidents_injured_child_ids."value" as child_id,
        incidents.home_id,
        incidents.occurred_on as happened_on,
        incidents.occurred_at as happened_at,
        'injury' as what,
        incidents.injury_severity as detail,
        'incidents' as dataset,
        incidents.record_id
    from incidents
    join incidents_injured_child_ids on incidents_injured_child_ids.record_id = incidents.record_id
),

school_months as (
    select
        child_id,
        home_id,
        max(session_on) as happened_on,
        cast(null as timestamp) as happened_at,
        'school' as what,
        cast(sum(in_numerator) as varchar) || ' of ' || cast(sum(in_denominator) as varchar) as detail,
        'attendance' as dataset,
        max(record_id) as record_id
    from school_session
    where in_denominator = 1
    group by
        child_id,
        home_id,
        date_trunc('month', session_on)
)

select child_id, home_id, happened_on, happened_at, what, detail, dataset, record_id from arrivals
union all
select child_id, home_id, happened_on, happened_at, what, detail, dataset, record_id from departures
union all
select child_id, home_id, happened_on, happened_at, what, detail, dataset, record_id from episodes
union all
select child_id, home_id, happened_on, happened_at, what, detail, dataset, record_id from returns
union all
select child_id, home_id, happened_on, happened_at, what, detail, dataset, record_id from interviews
union all
select child_id, home_id, happened_on, happened_at, what, detail, dataset, record_id from involved
union all
select child_id, home_id, happened_on, happened_at, what, detail, dataset, record_id from injured
union all
select child_id, home_id, happened_on, happened_at, what, detail, dataset, record_id from school_months
union all
select child_id, home_id, happened_on, happened_at, what, detail, dataset, record_id from event_of_care
