/*---
mart: absence_run
row: unbroken days of absence of one member of staff, absences that touch taken together, by what they are looked at for
---*/
with absences as (
    select
        'any' as looked_at_for,
        staff_id,
        started_on,
        coalesce(ended_on, date '9999-12-31') as last_day_on,
        record_id
    from staff_absence
    union all
    select
        'supervision' as looked_at_for,
        staff_id,
        started_on,
        coalesce(ended_on, date '9999-12-31') as last_day_on,
        record_id
    from staff_absence
    where reason in ('sickness', 'maternity', 'unpaid')
    union all
    select
        'sickness' as looked_at_for,
        staff_id,
        started_on,
        coalesce(ended_on, date '9999-12-31') as last_day_on,
        record_id
    from staff_absence
    where reason = 'sickness'
),

with_before as (
    select
        looked_at_for,
        staff_id,
        started_on,
        last_day_on,
        record_id,
        max(last_day_on) over (
            partition by looked_at_for, staff_id
            order by started_on, record_id
            rows between unbounded preceding and 1 preceding
        ) as last_day_before_on
    from absences
),

with_run as (
    select
        looked_at_for,
        staff_id,
        started_on,
        last_day_on,
        record_id,
        sum(
            case
                when last_day_before_on is null or date_diff('day', last_day_before_on, started_on) > 1 then 1
                else 0
            end
        ) over (
            partition by looked_at_for, staff_id
            order by started_on, record_id
            rows between unbounded preceding and current row
        ) as run
    from with_before
)

select
    looked_at_for,
    staff_id,
    min(started_on) as first_on,
    max(last_day_on) as last_on,
    min(record_id) as record_id
from with_run
group by
    looked_at_for,
    staff_id,
    run
