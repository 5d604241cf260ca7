/*---
mart: deadline_outcome
row: one deadline clock with its shortest and longest possible elapsed time, and what is decided whatever the hour is now
---*/
with elapsed as (
    select
        standard,
        dataset,
        record_id,
        home_id,
        child_id,
        event_on,
        is_declined,
        stopped_from_utc is not null as is_stopped,
        target_hours,
        max_hours,
        statutory_hours,
        started_to_utc,
        date_diff('second', started_to_utc, stopped_from_utc) / 3600.0 as hours_at_least,
        date_diff('second', started_from_utc, stopped_to_utc) / 3600.0 as hours_at_most
    from deadline_clock
)

select
    standard,
    dataset,
    record_id,
    home_id,
    child_id,
    event_on,
    target_hours,
    hours_at_least,
    hours_at_most,
    started_to_utc,
    case
        when is_declined then 'declined_offered'
        when target_hours is null then 'no_standard'
        when not is_stopped then 'open'
        when hours_at_most < 0 then 'indeterminate'
        when hours_at_most <= target_hours then 'met'
        when hours_at_least <= target_hours then 'indeterminate'
        when statutory_hours is not null and hours_at_least > statutory_hours then 'breached_statutory'
        when max_hours is not null and hours_at_most <= max_hours then 'late_within_max'
        else 'breached_local'
    end as decided
from elapsed
