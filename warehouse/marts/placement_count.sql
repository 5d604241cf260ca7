/*---
mart: placement_count
row: days of one child who has placements, with how many of them lay in the 12 months to each of these days
---*/
with counted_days as (
    select
        child_id,
        started_on as first_on,
        -- Counted for as long as its last day lies in the 12 months to the day asked, whichever way a leap year falls.
        case
            when last_day_on < date '9999-12-31' then cast(
                greatest(
                    last_day_on + interval '1' year - interval '1' day,
                    last_day_on + interval '1' day + interval '1' year - interval '2' day
                ) as date
            )
        end as last_on
    from placement
),

changes as (
    select
        child_id,
        first_on as turns_on,
        1 as change
    from counted_days
    union all
    select
        child_id,
        cast(last_on + interval '1' day as date) as turns_on,
        -1 as change
    from counted_days
    where last_on is not null
    union all
    select distinct
        child_id,
        date '1900-01-01' as turns_on,
        0 as change
    from placements
),

turning_days as (
    select
        child_id,
        turns_on,
        sum(change) as change
    from changes
    group by
        child_id,
        turns_on
)

select
    child_id,
    turns_on as first_on,
    cast(
        lead(turns_on, 1, date '9999-12-31') over (partition by child_id order by turns_on) - interval '1' day as date
    ) as last_on,
    sum(change) over (
        partition by child_id
        order by turns_on
        rows between unbounded preceding and current row
    ) as placements_counted
from turning_days
