/*---
mart: deadline_clock
row: one deadline of one event, when its clock started, when it stopped, and its limits in elapsed hours
---*/
with returned_episodes as (
    select
        record_id,
        home_id,
        child_id,
        missing_from_on,
        returned_at,
        returned_at_utc,
        returned_on,
        rhi_offered_at,
        rhi_offered_at_utc,
        rhi_offered_on,
        rhi_completed_at,
        rhi_completed_at_utc,
        rhi_completed_on,
        rhi_outcome
    from missing_episode
    where kind = 'M' and is_under_18 and returned_on is not null
),

clocks as (
    select
        'T15' as standard,
        'missing_episodes' as dataset,
        record_id,
        home_id,
        child_id,
        missing_from_on as event_on,
        returned_at as started_at,
        returned_at_utc as started_at_utc,
        returned_on as started_on,
        rhi_offered_at as stopped_at,
        rhi_offered_at_utc as stopped_at_utc,
        rhi_offered_on as stopped_on,
        false as is_declined
    from returned_episodes
    union all
    select
        'T16' as standard,
        'missing_episodes' as dataset,
        record_id,
        home_id,
        child_id,
        missing_from_on as event_on,
        returned_at as started_at,
        returned_at_utc as started_at_utc,
        returned_on as started_on,
        rhi_completed_at as stopped_at,
        rhi_completed_at_utc as stopped_at_utc,
        rhi_completed_on as stopped_on,
        coalesce(rhi_outcome = 'declined', false) as is_declined
    from returned_episodes
)

select
    clocks.standard,
    clocks.dataset,
    clocks.record_id,
    clocks.home_id,
    clocks.child_id,
    clocks.event_on,
    clocks.started_at,
    clocks.started_on,
    -- A day without a time may mean any instant from its first to its last: the day's bounds in UTC.
    coalesce(clocks.started_at_utc, started_day.starts_at_utc) as started_from_utc,
    coalesce(clocks.started_at_utc, started_day.ends_at_utc) as started_to_utc,
    clocks.stopped_at,
    clocks.stopped_on,
    coalesce(clocks.stopped_at_utc, stopped_day.starts_at_utc) as stopped_from_utc,
    coalesce(clocks.stopped_at_utc, stopped_day.ends_at_utc) as stopped_to_utc,
    clocks.is_declined,
    standard_limit.target_hours,
    standard_limit.max_hours,
    standard_limit.statutory_hours
from clocks
join standard_limit on standard_limit.standard = clocks.standard
    and clocks.event_on >= standard_limit.effective_from
    and (standard_limit.effective_to is null or clocks.event_on <= standard_limit.effective_to)
left join day as started_day on started_day.day_on = clocks.started_on
left join day as stopped_day on stopped_day.day_on = clocks.stopped_on
