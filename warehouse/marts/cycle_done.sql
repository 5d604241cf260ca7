/*---
mart: cycle_done
row: one activity done on a day, and for whom it counts - a home, a child, a member of staff or the whole service
---*/
with activities as (
    select
        'meetings.' || kind as activity,
        'meetings' as dataset,
        record_id,
        home_id,
        cast(null as varchar) as child_id,
        cast(null as varchar) as staff_id,
        held_on as done_on
    from meetings
    union all
    select
        'meetings.' || kind || '_with_minutes' as activity,
        'meetings' as dataset,
        record_id,
        home_id,
        cast(null as varchar) as child_id,
        cast(null as varchar) as staff_id,
        held_on as done_on
    from meetings
    where has_minutes
    union all
    select
        'home_checks.' || kind as activity,
        'home_checks' as dataset,
        record_id,
        home_id,
        cast(null as varchar) as child_id,
        cast(null as varchar) as staff_id,
        done_on
    from home_checks
    union all
    -- A performance meeting may be sent as a meeting or as an activity of the framework.
    select
        case when kind = 'performance_meeting' then 'meetings.performance' else 'qa_activities.' || kind end as activity,
        'qa_activities' as dataset,
        record_id,
        home_id,
        child_id,
        cast(null as varchar) as staff_id,
        done_on
    from qa_activities
    where done_on is not null
    union all
    select
        'staff_milestones.' || kind as activity,
        'staff_milestones' as dataset,
        record_id,
        cast(null as varchar) as home_id,
        cast(null as varchar) as child_id,
        staff_id,
        done_on
    from staff_milestones
    where done_on is not null
    union all
    select
        'staff.level3_completed' as activity,
        'staff' as dataset,
        record_id,
        cast(null as varchar) as home_id,
        cast(null as varchar) as child_id,
        staff_id,
        level3_completed_on as done_on
    from staff
    where level3_completed_on is not null
    union all
    select
        'child_reviews.' || kind as activity,
        'child_reviews' as dataset,
        record_id,
        cast(null as varchar) as home_id,
        child_id,
        cast(null as varchar) as staff_id,
        held_on as done_on
    from child_reviews
),

counted as (
    select
        'home:' || home_id as owed_to,
        activity,
        dataset,
        record_id,
        done_on
    from activities
    where home_id is not null and child_id is null
    union all
    -- What names no home was done for all of them.
    select
        'home:' || home.home_id as owed_to,
        activities.activity,
        activities.dataset,
        activities.record_id,
        activities.done_on
    from activities
    join home on activities.dataset = 'qa_activities'
    where activities.home_id is null and activities.child_id is null
    union all
    select
        'service' as owed_to,
        activity,
        dataset,
        record_id,
        done_on
    from activities
    where dataset = 'qa_activities'
    union all
    select
        'child:' || child_id as owed_to,
        activity,
        dataset,
        record_id,
        done_on
    from activities
    where child_id is not null
    union all
    select
        'staff:' || staff_id as owed_to,
        activity,
        dataset,
        record_id,
        done_on
    from activities
    where staff_id is not null
)

-- Two on one day are one for the rule.
select
    owed_to,
    activity,
    done_on,
    min(dataset) as dataset,
    min(record_id) as record_id
from counted
group by
    owed_to,
    activity,
    done_on
