/*---
mart: missing_episode_part
row: one missing or away episode as it was sent, and the merged episode that it belongs to
---*/
with sent_episodes as (
    select
        record_id,
        child_id,
        home_id,
        kind,
        missing_from_at_utc,
        missing_from_on,
        returned_at_utc,
        returned_on,
        rhi_offered_at_utc,
        rhi_offered_on,
        rhi_completed_at_utc,
        rhi_completed_on,
        rhi_outcome,
        coalesce(missing_from_at_utc, cast(missing_from_on as timestamp)) as starts,
        coalesce(returned_at_utc, cast(returned_on as timestamp), timestamp '9999-12-31 00:00:00') as ends
    from missing_episodes
),

with_before as (
    select
        record_id,
        child_id,
        kind,
        starts,
        ends,
        max(ends) over (
            partition by child_id, kind
            order by starts, ends, record_id
            rows between unbounded preceding and 1 preceding
        ) as ended_before,
        lag(starts) over (
            partition by child_id, kind
            order by starts, ends, record_id
        ) as started_before
    from sent_episodes
),

with_run as (
    select
        record_id,
        child_id,
        kind,
        starts,
        ends,
        sum(
            case when ended_before is null or (starts >= ended_before and starts <> started_before) then 1 else 0 end
        ) over (
            partition by child_id, kind
            order by starts, ends, record_id
            rows between unbounded preceding and current row
        ) as run
    from with_before
)

select
    with_run.record_id,
    with_run.starts,
    with_run.ends,
    first_value(with_run.record_id) over (
        partition by with_run.child_id, with_run.kind, with_run.run
        order by with_run.starts, with_run.ends, with_run.record_id
    ) as episode_record_id
from with_run
