/*---
mart: deadline_clock
row: one deadline of one event, when its clock started, when it stopped, and its limits in the unit of the standard
---*/
with followed as (
    select
        standard_scope.standard,
        standard_event.unit,
        standard_event.stops_wanted,
        deadline_event.dataset,
        deadline_event.record_id,
        deadline_event.home_id,
        deadline_event.child_id,
        deadline_event.staff_id,
        deadline_event.event_on,
        deadline_event.event_kind,
        coalesce(deadline_event.exemption = standard_event.not_required_when, false) as is_not_required,
        coalesce(deadline_event.declined = standard_event.declined_by, false) as is_declined
    from deadline_event
    join standard_scope on standard_scope.event_kind = deadline_event.event_kind
    join standard_event on standard_event.standard = standard_scope.standard
),

-- A day without a time may mean any instant from its first to its last: the day's bounds in UTC.
moments as (
    select
        deadline_moment.dataset,
        deadline_moment.record_id,
        deadline_moment.moment,
        deadline_moment.happened_at,
        deadline_moment.happened_on,
        coalesce(deadline_moment.happened_at_utc, day.starts_at_utc) as from_utc,
        coalesce(deadline_moment.happened_at_utc, day.ends_at_utc) as to_utc
    from deadline_moment
    left join day on day.day_on = deadline_moment.happened_on
),

starts as (
    select
        followed.standard,
        followed.dataset,
        followed.record_id,
        moments.happened_at,
        moments.happened_on,
        moments.from_utc,
        moments.to_utc,
        row_number() over (
            partition by followed.standard, followed.dataset, followed.record_id
            order by standard_moment.place
        ) as preference
    from followed
    join standard_moment on standard_moment.standard = followed.standard and standard_moment.role = 'start'
    join moments on moments.dataset = followed.dataset
        and moments.record_id = followed.record_id
        and moments.moment = standard_moment.moment
),

-- Where several things are to be done the last one stops the clock, and without one of them it runs on.
stops as (
    select
        followed.standard,
        followed.dataset,
        followed.record_id,
        count(*) as stops,
        case when count(moments.happened_at) = count(*) then max(moments.happened_at) end as happened_at,
        max(moments.happened_on) as happened_on,
        max(moments.from_utc) as from_utc,
        max(moments.to_utc) as to_utc
    from followed
    join standard_moment on standard_moment.standard = followed.standard and standard_moment.role = 'stop'
    join moments on moments.dataset = followed.dataset
        and moments.record_id = followed.record_id
        and moments.moment = standard_moment.moment
    group by
        followed.standard,
        followed.dataset,
        followed.record_id
)

select
    followed.standard,
    followed.unit,
    followed.dataset,
    followed.record_id,
    followed.home_id,
    followed.child_id,
    followed.staff_id,
    followed.event_on,
    followed.is_not_required,
    followed.is_declined,
    starts.happened_at as started_at,
    starts.happened_on as started_on,
    starts.from_utc as started_from_utc,
    starts.to_utc as started_to_utc,
    stops.happened_at as stopped_at,
    stops.happened_on as stopped_on,
    stops.from_utc as stopped_from_utc,
    stops.to_utc as stopped_to_utc,
    standard_limit.target,
    standard_limit.most,
    standard_limit.statutory,
    coalesce(standard_limit.target, standard_limit.most, standard_limit.statutory) as limit_is
from followed
join starts on starts.standard = followed.standard
    and starts.dataset = followed.dataset
    and starts.record_id = followed.record_id
    and starts.preference = 1
left join stops on stops.standard = followed.standard
    and stops.dataset = followed.dataset
    and stops.record_id = followed.record_id
    and stops.stops = followed.stops_wanted
left join standard_limit on standard_limit.standard = followed.standard
    and standard_limit.event_kind = followed.event_kind
    and followed.event_on >= standard_limit.effective_from
    and followed.event_on <= standard_limit.effective_to
