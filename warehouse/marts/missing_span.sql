/*---
mart: missing_span
row: one missing or away episode of a child under 18, and the earliest and latest instants of its start and its end
---*/
with last_days as (
    select
        missing_episode.record_id,
        min(departure.left_on) as left_on
    from missing_episode
    join departure on departure.child_id = missing_episode.child_id
        and departure.left_on >= missing_episode.missing_from_on
    group by missing_episode.record_id
),

spans as (
    select
        missing_episode.record_id,
        missing_episode.home_id,
        missing_episode.child_id,
        missing_episode.kind,
        missing_episode.adult_on,
        missing_episode.missing_from_on as started_on,
        missing_episode.missing_from_at_utc as started_at_utc,
        missing_episode.returned_at_utc as ended_at_utc,
        missing_episode.missing_from_at_utc is not null
            and (missing_episode.returned_at_utc is not null or missing_episode.returned_on is null) as is_timed,
        -- A child who is discharged while missing is no longer missing from a home.
        coalesce(missing_episode.returned_on, last_days.left_on) as ended_on
    from missing_episode
    left join last_days on last_days.record_id = missing_episode.record_id
    where missing_episode.is_under_18
)

select
    spans.record_id,
    spans.home_id,
    spans.child_id,
    spans.kind,
    spans.adult_on,
    spans.is_timed,
    spans.started_on,
    spans.ended_on,
    coalesce(spans.started_at_utc, first_day.starts_at_utc) as started_from_utc,
    coalesce(spans.started_at_utc, first_day.ends_at_utc) as started_to_utc,
    coalesce(spans.ended_at_utc, last_day.starts_at_utc) as ended_from_utc
from spans
left join day as first_day on first_day.day_on = spans.started_on
left join day as last_day on last_day.day_on = spans.ended_on
