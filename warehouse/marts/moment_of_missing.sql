/*---
mart: moment_of_missing
row: one recorded moment of a missing or away episode that starts or stops a clock; of merged rows the earliest
---*/
with episodes as (
    select
        episode_record_id,
        record_id as part_id
    from missing_episode_part
),

sent as (
    select
        episodes.episode_record_id as record_id,
        episodes.part_id,
        'noticed_at' as moment,
        missing_episodes.noticed_at as happened_at,
        missing_episodes.noticed_at_utc as happened_at_utc,
        missing_episodes.noticed_on as happened_on
    from episodes
    join missing_episodes on missing_episodes.record_id = episodes.part_id
    where missing_episodes.noticed_on is not null
    union all
    select
        episodes.episode_record_id as record_id,
        episodes.part_id,
        'police_reported_at' as moment,
        missing_episodes.police_reported_at as happened_at,
        missing_episodes.police_reported_at_utc as happened_at_utc,
        missing_episodes.police_reported_on as happened_on
    from episodes
    join missing_episodes on missing_episodes.record_id = episodes.part_id
    where missing_episodes.police_reported_on is not null
    union all
    select
        episodes.episode_record_id as record_id,
        episodes.part_id,
        'record_completed_at' as moment,
        missing_episodes.record_completed_at as happened_at,
        missing_episodes.record_completed_at_utc as happened_at_utc,
        missing_episodes.record_completed_on as happened_on
    from episodes
    join missing_episodes on missing_episodes.record_id = episodes.part_id
    where missing_episodes.record_completed_on is not null
    union all
    select
        episodes.episode_record_id as record_id,
        episodes.part_id,
        'plans_reviewed_at' as moment,
        missing_episodes.plans_reviewed_at as happened_at,
        missing_episodes.plans_reviewed_at_utc as happened_at_utc,
        missing_episodes.plans_reviewed_on as happened_on
    from episodes
    join missing_episodes on missing_episodes.record_id = episodes.part_id
    where missing_episodes.plans_reviewed_on is not null
    union all
    select
        episodes.episode_record_id as record_id,
        episodes.part_id,
        'rhi_offered_at' as moment,
        missing_episodes.rhi_offered_at as happened_at,
        missing_episodes.rhi_offered_at_utc as happened_at_utc,
        missing_episodes.rhi_offered_on as happened_on
    from episodes
    join missing_episodes on missing_episodes.record_id = episodes.part_id
    where missing_episodes.rhi_offered_on is not null
    union all
    select
        episodes.episode_record_id as record_id,
        episodes.part_id,
        'rhi_completed_at' as moment,
        missing_episodes.rhi_completed_at as happened_at,
        missing_episodes.rhi_completed_at_utc as happened_at_utc,
        missing_episodes.rhi_completed_on as happened_on
    from episodes
    join missing_episodes on missing_episodes.record_id = episodes.part_id
    where missing_episodes.rhi_completed_on is not null
),

ranked as (
    select
        record_id,
        moment,
        happened_at,
        happened_at_utc,
        happened_on,
        row_number() over (
            partition by record_id, moment
            order by happened_on, happened_at_utc nulls last, part_id
        ) as preference
    from sent
)

select
    record_id,
    moment,
    happened_at,
    happened_at_utc,
    happened_on
from ranked
where preference = 1
union all
select
    record_id,
    'missing_from_at' as moment,
    missing_from_at as happened_at,
    missing_from_at_utc as happened_at_utc,
    missing_from_on as happened_on
from missing_episode
union all
select
    record_id,
    'returned_at' as moment,
    returned_at as happened_at,
    returned_at_utc as happened_at_utc,
    returned_on as happened_on
from missing_episode
where returned_on is not null
