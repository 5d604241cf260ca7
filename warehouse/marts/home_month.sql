/*---
mart: home_month
row: one calendar month in which one home was registered on every day
---*/
with registered_days as (
    select
        calendar_month.month_start_on,
        calendar_month.month_end_on,
        registered_places.home_id,
        max(registered_places.record_id) as record_id,
        sum(
            date_diff(
                'day',
                greatest(registered_places.first_on, calendar_month.month_start_on),
                least(registered_places.last_on, calendar_month.month_end_on)
            ) + 1
        ) as days
    from registered_places
    join calendar_month on calendar_month.month_end_on >= registered_places.first_on
        and calendar_month.month_start_on <= registered_places.last_on
    group by
        calendar_month.month_start_on,
        calendar_month.month_end_on,
        registered_places.home_id
),

lived_in as (
    select distinct
        registered_days.home_id,
        registered_days.month_start_on
    from registered_days
    join stay_span on stay_span.home_id = registered_days.home_id
        and stay_span.admitted_on <= registered_days.month_end_on
        and stay_span.last_night_on >= registered_days.month_start_on
)

select
    registered_days.home_id,
    registered_days.month_start_on,
    registered_days.month_end_on,
    lived_in.home_id is not null as is_lived_in,
    registered_days.record_id
from registered_days
left join lived_in on lived_in.home_id = registered_days.home_id
    and lived_in.month_start_on = registered_days.month_start_on
where registered_days.days >= date_diff('day', registered_days.month_start_on, registered_days.month_end_on) + 1
