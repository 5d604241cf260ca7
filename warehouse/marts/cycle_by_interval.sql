/*---
mart: cycle_by_interval
row: one duty due so long after it was last done, or after the start, and the activity that fulfilled it
---*/
with done as (
    select
        cycle_owed.duty_id,
        cycle_done.done_on,
        cycle_done.dataset,
        cycle_done.record_id,
        cycle_owed.anchor_on,
        cycle_owed.is_start_known,
        row_number() over (
            partition by cycle_owed.duty_id
            order by cycle_done.done_on
        ) as place
    from cycle_owed
    join cycle_done on cycle_done.owed_to = cycle_owed.owed_to
        and cycle_done.activity = cycle_owed.activity
        and cycle_done.done_on >= cycle_owed.counts_from_on
        and cycle_done.done_on <= cycle_owed.to_on
),

first_done as (
    select
        duty_id,
        done_on
    from done
    where place = 1
),

starts as (
    select
        cycle_owed.duty_id,
        cycle_owed.anchor_on as started_on,
        0 as place,
        case when cycle_owed.is_start_known and cycle_owed.first_due_on is not null then 'first' else 'then' end as step,
        cast(null as date) as own_done_on,
        cast(null as varchar) as dataset,
        cast(null as varchar) as record_id
    from cycle_owed
    left join first_done on first_done.duty_id = cycle_owed.duty_id
    where first_done.done_on is null
        or first_done.done_on > cycle_owed.anchor_on
        or (first_done.done_on = cycle_owed.anchor_on and cycle_owed.is_start_known)
    union all
    select
        duty_id,
        done_on as started_on,
        place,
        case when place = 1 and is_start_known and done_on >= anchor_on then 'second' else 'then' end as step,
        done_on as own_done_on,
        dataset,
        record_id
    from done
),

cycles as (
    select
        duty_id,
        started_on,
        step,
        lead(own_done_on) over (
            partition by duty_id
            order by place
        ) as done_on,
        lead(dataset) over (
            partition by duty_id
            order by place
        ) as dataset,
        lead(record_id) over (
            partition by duty_id
            order by place
        ) as record_id
    from starts
),

due as (
    select
        cycle_owed.standard,
        cycle_owed.activity,
        cycle_owed.is_law,
        cycle_owed.home_id,
        cycle_owed.child_id,
        cycle_owed.staff_id,
        cycle_owed.from_on,
        cycle_owed.to_on,
        cycle_owed.goes_on,
        coalesce(cycles.dataset, cycle_owed.dataset) as dataset,
        coalesce(cycles.record_id, cycle_owed.record_id) as record_id,
        cycles.started_on,
        cycles.done_on,
        case
            when cycles.step = 'first' then cycle_owed.first_due_on
            when cycles.step = 'second' and cycle_owed.second_months is not null
                then cast(cycles.started_on + cycle_owed.second_months * interval '1' month as date)
            when cycles.started_on < cast(children.date_of_birth + interval '5' year as date)
                and cycle_owed.under_5_months is not null
                then cast(cycles.started_on + cycle_owed.under_5_months * interval '1' month as date)
            when cycle_owed.then_days is not null then cast(cycles.started_on + cycle_owed.then_days * interval '1' day as date)
            else cast(cycles.started_on + cycle_owed.then_months * interval '1' month as date)
        end as due_on
    from cycles
    join cycle_owed on cycle_owed.duty_id = cycles.duty_id
    left join children on children.child_id = cycle_owed.child_id
    where cycles.started_on >= cycle_owed.effective_from and cycles.started_on <= cycle_owed.effective_to
)

select
    standard,
    activity,
    dataset,
    record_id,
    home_id,
    child_id,
    staff_id,
    greatest(due_on, from_on) as event_on,
    started_on as opens_on,
    started_on,
    done_on as stopped_on,
    due_on,
    to_on as can_be_done_to_on,
    case
        when done_on is null then 'open'
        when done_on <= due_on then 'met'
        when is_law then 'breached_statutory'
        else 'breached_local'
    end as decided
from due
-- What was done before this time with us, or fell due after it, is not this home's.
where done_on >= from_on or (done_on is null and due_on <= to_on and not goes_on)
