/*---
mart: missing_episode
row: one missing (M) or away (A) episode, overlapping rows taken together under the first one's id
---*/
with parts as (
    select
        missing_episode_part.episode_record_id,
        missing_episode_part.record_id,
        missing_episode_part.starts,
        missing_episode_part.ends,
        missing_episodes.child_id,
        missing_episodes.home_id,
        missing_episodes.kind,
        missing_episodes.missing_from_at,
        missing_episodes.missing_from_at_utc,
        missing_episodes.missing_from_on,
        missing_episodes.returned_at,
        missing_episodes.returned_at_utc,
        missing_episodes.returned_on,
        missing_episodes.rhi_offered_at,
        missing_episodes.rhi_offered_at_utc,
        missing_episodes.rhi_offered_on,
        missing_episodes.rhi_completed_at,
        missing_episodes.rhi_completed_at_utc,
        missing_episodes.rhi_completed_on,
        missing_episodes.rhi_outcome,
        case missing_episodes.rhi_outcome
            when 'completed' then 3
            when 'declined' then 2
            when 'not_offered' then 1
            else 0
        end as outcome_rank,
        row_number() over (
            partition by missing_episode_part.episode_record_id
            order by missing_episode_part.starts, missing_episode_part.ends, missing_episode_part.record_id
        ) as first_rank,
        row_number() over (
            partition by missing_episode_part.episode_record_id
            order by missing_episode_part.ends desc, missing_episode_part.record_id
        ) as last_rank
    from missing_episode_part
    join missing_episodes on missing_episodes.record_id = missing_episode_part.record_id
),

interviews as (
    select
        episode_record_id,
        min(rhi_offered_at) as rhi_offered_at,
        min(rhi_offered_at_utc) as rhi_offered_at_utc,
        min(rhi_offered_on) as rhi_offered_on,
        min(rhi_completed_at) as rhi_completed_at,
        min(rhi_completed_at_utc) as rhi_completed_at_utc,
        min(rhi_completed_on) as rhi_completed_on,
        max(outcome_rank) as outcome_rank,
        count(*) as parts
    from parts
    group by episode_record_id
)

select
    first_part.episode_record_id as record_id,
    first_part.child_id,
    first_part.home_id,
    first_part.kind,
    first_part.missing_from_at,
    first_part.missing_from_at_utc,
    first_part.missing_from_on,
    last_part.returned_at,
    last_part.returned_at_utc,
    last_part.returned_on,
    interviews.rhi_offered_at,
    interviews.rhi_offered_at_utc,
    interviews.rhi_offered_on,
    interviews.rhi_completed_at,
    interviews.rhi_completed_at_utc,
    interviews.rhi_completed_on,
    case interviews.outcome_rank
        when 3 then 'completed'
        when 2 then 'declined'
        when 1 then 'not_offered'
    end as rhi_outcome,
    interviews.parts,
    child.adult_on,
    child.adult_on is null or first_part.missing_from_on < child.adult_on as is_under_18
from parts as first_part
join parts as last_part
    on last_part.episode_record_id = first_part.episode_record_id and last_part.last_rank = 1
join interviews on interviews.episode_record_id = first_part.episode_record_id
left join child on child.child_id = first_part.child_id
where first_part.first_rank = 1
