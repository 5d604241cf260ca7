/*---
mart: child_activity
row: one child in one activity, in the home where the child lived that day, with the minutes that count
---*/
with lived_in as (
    select
        activities.record_id,
        activities_child_ids."value" as child_id,
        stay_span.home_id,
        activities."date" as done_on,
        activities.minutes,
        lower(trim(activities.name)) as activity,
        activities.is_extracurricular,
        activities.is_physical,
        coalesce(activities.is_refused, false) as is_refused,
        row_number() over (
            partition by activities.record_id, activities_child_ids."value"
            order by stay_span.admitted_on desc, stay_span.stay_span_id desc
        ) as preference
    from activities
    join activities_child_ids on activities_child_ids.record_id = activities.record_id
    join stay_span on stay_span.child_id = activities_child_ids."value"
        and stay_span.admitted_on <= activities."date"
        and stay_span.last_night_on >= activities."date"
),

counting as (
    select
        record_id,
        child_id,
        home_id,
        done_on,
        minutes,
        activity,
        is_refused,
        is_extracurricular and not is_refused as is_extracurricular,
        is_physical and not is_refused as is_physical
    from lived_in
    where preference = 1
),

added_up as (
    select
        record_id,
        child_id,
        home_id,
        done_on,
        minutes,
        activity,
        is_refused,
        is_extracurricular,
        is_physical,
        sum(case when is_extracurricular then minutes else 0 end) over (
            partition by child_id, done_on
            order by record_id
            rows between unbounded preceding and current row
        ) as extracurricular_so_far
    from counting
)

select
    record_id,
    child_id,
    home_id,
    done_on,
    activity,
    is_refused,
    is_extracurricular,
    is_physical,
    case when is_physical then minutes else 0 end as physical_minutes,
    -- At most eight hours of a day count: what this activity adds below that.
    case
        when is_extracurricular
            then least(extracurricular_so_far, 480) - least(extracurricular_so_far - minutes, 480)
        else 0
    end as extracurricular_minutes
from added_up
