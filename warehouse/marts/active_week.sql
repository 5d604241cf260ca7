/*---
mart: active_week
row: one week (Monday to Sunday) of one child in one home of which something was recorded, with the physical activity
---*/
with entries as (
    select
        child_id,
        home_id,
        done_on as entry_on,
        physical_minutes as minutes,
        'activities' as dataset,
        record_id
    from child_activity
    union all
    select
        child_id,
        home_id,
        travelled_on as entry_on,
        active_minutes as minutes,
        'journeys' as dataset,
        record_id
    from child_journey
),

weeks as (
    select
        child_id,
        home_id,
        -- 1 January 2001 was a Monday, so the remainder is 0 on Mondays and 6 on Sundays.
        cast(
            entry_on + (6 - (date_diff('day', date '2001-01-01', entry_on) % 7 + 7) % 7) * interval '1' day as date
        ) as week_end_on,
        minutes,
        dataset,
        record_id
    from entries
),

recorded as (
    select
        child_id,
        home_id,
        week_end_on,
        sum(minutes) as minutes,
        min(dataset) as dataset
    from weeks
    group by
        child_id,
        home_id,
        week_end_on
),

first_entries as (
    select
        child_id,
        home_id,
        week_end_on,
        dataset,
        min(record_id) as record_id
    from weeks
    group by
        child_id,
        home_id,
        week_end_on,
        dataset
),

nights as (
    select
        recorded.child_id,
        recorded.home_id,
        recorded.week_end_on,
        sum(
            date_diff(
                'day',
                greatest(stay_span.admitted_on, cast(recorded.week_end_on - interval '6' day as date)),
                least(stay_span.last_night_on, recorded.week_end_on)
            ) + 1
        ) as nights
    from recorded
    join stay_span on stay_span.child_id = recorded.child_id
        and stay_span.home_id = recorded.home_id
        and stay_span.admitted_on <= recorded.week_end_on
        and stay_span.last_night_on >= cast(recorded.week_end_on - interval '6' day as date)
    group by
        recorded.child_id,
        recorded.home_id,
        recorded.week_end_on
)

select
    recorded.child_id,
    recorded.home_id,
    recorded.week_end_on,
    recorded.minutes,
    nights.nights,
    recorded.minutes >= nights.nights * case when children.has_disability then 20 else 60 end as is_active_enough,
    recorded.dataset,
    first_entries.record_id
from recorded
join first_entries on first_entries.child_id = recorded.child_id
    and first_entries.home_id = recorded.home_id
    and first_entries.week_end_on = recorded.week_end_on
    and first_entries.dataset = recorded.dataset
join nights on nights.child_id = recorded.child_id
    and nights.home_id = recorded.home_id
    and nights.week_end_on = recorded.week_end_on
join children on children.child_id = recorded.child_id
