/*---
mart: placement
row: one placement of one child, episodes of the same one taken together; short breaks and temporary placements are none
---*/
with episodes as (
    select
        child_id,
        record_id,
        started_on,
        coalesce(ended_on, date '9999-12-31') as last_day_on,
        reason_new_episode,
        urn,
        coalesce(placement_type, '') in ('T0', 'T1', 'T2', 'T3', 'T4') as is_temporary
    from placements
    where coalesce(legal_status, '') not in ('V3', 'V4')
),

with_before as (
    select
        child_id,
        record_id,
        started_on,
        last_day_on,
        reason_new_episode,
        urn,
        is_temporary,
        lag(is_temporary) over (partition by child_id order by started_on, record_id) as was_temporary,
        max(last_day_on) over (
            partition by child_id
            order by started_on, record_id
            rows between unbounded preceding and 1 preceding
        ) as last_day_before_on
    from episodes
),

with_care as (
    select
        child_id,
        record_id,
        started_on,
        last_day_on,
        reason_new_episode,
        urn,
        is_temporary,
        coalesce(was_temporary, false) as was_temporary,
        sum(
            case
                when last_day_before_on is null or date_diff('day', last_day_before_on, started_on) > 1 then 1
                else 0
            end
        ) over (
            partition by child_id
            order by started_on, record_id
            rows between unbounded preceding and current row
        ) as care_run
    from with_before
),

with_care_since as (
    select
        child_id,
        record_id,
        started_on,
        last_day_on,
        reason_new_episode,
        urn,
        is_temporary,
        was_temporary,
        min(started_on) over (partition by child_id, care_run) as care_since_on
    from with_care
),

lasting as (
    select
        child_id,
        record_id,
        started_on,
        last_day_on,
        care_since_on,
        case
            when lag(record_id) over (partition by child_id order by started_on, record_id) is null then 1
            when reason_new_episode = 'L' then 0
            -- Back in the same place after hospital, a holiday or another temporary placement: no move.
            when was_temporary and urn = lag(urn) over (partition by child_id order by started_on, record_id) then 0
            else 1
        end as is_new
    from with_care_since
    where not is_temporary
),

with_placement as (
    select
        child_id,
        record_id,
        started_on,
        last_day_on,
        care_since_on,
        sum(is_new) over (
            partition by child_id
            order by started_on, record_id
            rows between unbounded preceding and current row
        ) as placement
    from lasting
)

select
    child_id,
    min(started_on) as started_on,
    max(last_day_on) as last_day_on,
    min(care_since_on) as care_since_on,
    min(record_id) as record_id
from with_placement
group by
    child_id,
    placement
