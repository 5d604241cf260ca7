/*---
mart: home_week
row: one week, Monday to Sunday, in which one home was registered on every day
---*/
with weeks as (
    select
        day_on as week_start_on,
        cast(day_on + interval '6' day as date) as week_end_on
    from day
    -- 1 January 2001 was a Monday.
    where day_on >= date '2001-01-01' and date_diff('day', date '2001-01-01', day_on) % 7 = 0
),

registered_days as (
    select
        weeks.week_start_on,
        weeks.week_end_on,
        registered_places.home_id,
        max(registered_places.record_id) as record_id,
        sum(
            date_diff(
                'day',
                greatest(registered_places.first_on, weeks.week_start_on),
                least(registered_places.last_on, weeks.week_end_on)
            ) + 1
        ) as days
    from registered_places
    join weeks on weeks.week_end_on >= registered_places.first_on
        and weeks.week_start_on <= registered_places.last_on
    group by
        weeks.week_start_on,
        weeks.week_end_on,
        registered_places.home_id
)

select
    home_id,
    week_start_on,
    week_end_on,
    record_id
from registered_days
where days >= 7
