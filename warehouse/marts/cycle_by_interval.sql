/*---
mart: cycle_by_interval
row: one duty due so long after it was last done, or after the start, and the activity that fulfilled it
---*/
with owed as (
    select
        standard_cycle.standard || ' ' || standard_cycle.activity || ' '
        || cast(standard_cycle.effective_from as varchar) || ' ' || cycle_subject.subject_id as duty_id,
        standard_cycle.standard,
        standard_cycle.activity,
        standard_cycle.is_law,
        standard_cycle.effective_from,
        standard_cycle.effective_to,
        standard_cycle.first_days,
        standard_cycle.first_working_days,
        standard_cycle.second_months,
        standard_cycle.then_days,
        standard_cycle.then_months,
        standard_cycle.under_5_months,
        cycle_subject.owed_to,
        cycle_subject.home_id,
        cycle_subject.child_id,
        cycle_subject.staff_id,
        cycle_subject.dataset,
        cycle_subject.record_id,
        cycle_subject.starts_on,
        cycle_subject.known_from_on,
        cycle_subject.from_on,
        cycle_subject.to_on,
        cycle_subject.counts_from_on,
        cycle_subject.goes_on,
        cycle_records_begin.first_on as records_begin_on
    from standard_cycle
    join cycle_subject on cycle_subject.subject = standard_cycle.subject
    join cycle_records_begin on cycle_records_begin.dataset = standard_cycle.dataset
    where standard_cycle.rule = 'every'
),

working_days as (
    select
        day_on,
        working_day_number
    from day
    where is_working_day
),

-- The first one counts from the start where everything since is told of; else from the first day that is.
with_first_due as (
    select
        owed.duty_id,
        coalesce(
            cast(owed.starts_on + owed.first_days * interval '1' day as date),
            first_working_day.day_on
        ) as first_due_on
    from owed
    left join day as starting_day on starting_day.day_on = owed.starts_on
    left join working_days as first_working_day
        on first_working_day.working_day_number = starting_day.working_day_number + owed.first_working_days
),

anchored as (
    select
        owed.duty_id,
        case
            when owed.starts_on >= owed.records_begin_on
                and (owed.starts_on >= owed.known_from_on or with_first_due.first_due_on >= owed.known_from_on)
                then owed.starts_on
            else greatest(owed.known_from_on, owed.records_begin_on)
        end as anchor_on,
        coalesce(
            owed.starts_on >= owed.records_begin_on
            and (owed.starts_on >= owed.known_from_on or with_first_due.first_due_on >= owed.known_from_on),
            false
        ) as is_start_known,
        with_first_due.first_due_on
    from owed
    join with_first_due on with_first_due.duty_id = owed.duty_id
),

done as (
    select
        owed.duty_id,
        cycle_done.done_on,
        cycle_done.dataset,
        cycle_done.record_id,
        anchored.anchor_on,
        anchored.is_start_known,
        row_number() over (
            partition by owed.duty_id
            order by cycle_done.done_on
        ) as place
    from owed
    join anchored on anchored.duty_id = owed.duty_id
    join cycle_done on cycle_done.owed_to = owed.owed_to
        and cycle_done.activity = owed.activity
        and cycle_done.done_on >= owed.counts_from_on
        and cycle_done.done_on <= owed.to_on
),

starts as (
    select
        anchored.duty_id,
        anchored.anchor_on as started_on,
        0 as place,
        case when anchored.is_start_known and anchored.first_due_on is not null then 'first' else 'then' end as step,
        cast(null as date) as own_done_on,
        cast(null as varchar) as dataset,
        cast(null as varchar) as record_id
    from anchored
    left join done as before on before.duty_id = anchored.duty_id
        and before.place = 1
        and (before.done_on < anchored.anchor_on
            or (before.done_on = anchored.anchor_on and not anchored.is_start_known))
    where before.duty_id is null
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
        owed.standard,
        owed.activity,
        owed.is_law,
        owed.home_id,
        owed.child_id,
        owed.staff_id,
        owed.from_on,
        owed.to_on,
        owed.goes_on,
        coalesce(cycles.dataset, owed.dataset) as dataset,
        coalesce(cycles.record_id, owed.record_id) as record_id,
        cycles.started_on,
        cycles.done_on,
        case
            when cycles.step = 'first' then anchored.first_due_on
            when cycles.step = 'second' and owed.second_months is not null
                then cast(cycles.started_on + owed.second_months * interval '1' month as date)
            when cycles.started_on < cast(children.date_of_birth + interval '5' year as date)
                and owed.under_5_months is not null
                then cast(cycles.started_on + owed.under_5_months * interval '1' month as date)
            when owed.then_days is not null then cast(cycles.started_on + owed.then_days * interval '1' day as date)
            else cast(cycles.started_on + owed.then_months * interval '1' month as date)
        end as due_on
    from cycles
    join owed on owed.duty_id = cycles.duty_id
    join anchored on anchored.duty_id = cycles.duty_id
    left join children on children.child_id = owed.child_id
    where cycles.started_on >= owed.effective_from and cycles.started_on <= owed.effective_to
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
