/*---
mart: cycle_records_begin
row: one dataset and the first day of which it tells; what was due before then cannot be judged from it
---*/
with told as (
    select
        'meetings' as dataset,
        held_on as told_on
    from meetings
    union all
    select
        'meetings' as dataset,
        coalesce(done_on, due_on) as told_on
    from qa_activities
    where kind = 'performance_meeting'
    union all
    select
        'home_checks' as dataset,
        done_on as told_on
    from home_checks
    union all
    select
        'qa_activities' as dataset,
        coalesce(done_on, due_on) as told_on
    from qa_activities
    union all
    select
        'staff_milestones' as dataset,
        coalesce(done_on, due_on) as told_on
    from staff_milestones
    union all
    select
        'child_reviews' as dataset,
        held_on as told_on
    from child_reviews
    union all
    select
        'supervision' as dataset,
        held_on as told_on
    from supervision
    union all
    -- The staff list says of everybody in it whether they hold the diploma, however long ago they took it.
    select
        'staff' as dataset,
        date '1900-01-01' as told_on
    from staff
)

select
    dataset,
    min(told_on) as first_on
from told
where told_on is not null
group by dataset
