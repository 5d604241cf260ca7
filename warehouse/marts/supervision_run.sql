/*---
mart: supervision_run
row: days of one permanent or fixed-term member of staff in one home from a recorded one-to-one (or the start) to the next
---*/
with held as (
    select
        staff_id,
        held_on,
        max(record_id) as record_id
    from supervision
    where kind = 'one_to_one'
        and status = 'held'
        and held_on is not null
        and record_signed_on is not null
        and coalesce(supervisor_id, '') <> staff_id
    group by
        staff_id,
        held_on
),

turning_days as (
    select
        staff_id,
        home_id,
        record_id as staff_record_id,
        started_on,
        last_day_on,
        started_on as turns_on
    from employment
    union
    select
        employment.staff_id,
        employment.home_id,
        employment.record_id as staff_record_id,
        employment.started_on,
        employment.last_day_on,
        held.held_on as turns_on
    from employment
    join held on held.staff_id = employment.staff_id
        and held.held_on > employment.started_on
        and held.held_on <= employment.last_day_on
),

runs as (
    select
        staff_id,
        home_id,
        staff_record_id,
        started_on,
        turns_on as first_on,
        coalesce(
            cast(lead(turns_on) over (partition by staff_record_id order by turns_on) - interval '1' day as date),
            last_day_on
        ) as last_on
    from turning_days
),

with_last as (
    select
        runs.staff_id,
        runs.home_id,
        runs.staff_record_id,
        runs.started_on,
        runs.first_on,
        runs.last_on,
        held.held_on,
        held.record_id as supervision_record_id,
        row_number() over (
            partition by runs.staff_record_id, runs.first_on
            order by held.held_on desc nulls last
        ) as newness
    from runs
    left join held on held.staff_id = runs.staff_id
        and held.held_on <= runs.first_on
)

select
    staff_id,
    home_id,
    first_on,
    last_on,
    -- Whoever was never supervised has waited since the first day.
    coalesce(held_on, started_on) as since_on,
    held_on is not null as is_supervised,
    case when held_on is null then 'staff' else 'supervision' end as dataset,
    coalesce(supervision_record_id, staff_record_id) as record_id
from with_last
where newness = 1
