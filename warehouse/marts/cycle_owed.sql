/*---
mart: cycle_owed
row: one duty due so long after it was last done, whose it is, and the start from which the first one counts
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
)

select
    owed.duty_id,
    owed.standard,
    owed.activity,
    owed.is_law,
    owed.effective_from,
    owed.effective_to,
    owed.second_months,
    owed.then_days,
    owed.then_months,
    owed.under_5_months,
    owed.owed_to,
    owed.home_id,
    owed.child_id,
    owed.staff_id,
    owed.dataset,
    owed.record_id,
    owed.from_on,
    owed.to_on,
    owed.counts_from_on,
    owed.goes_on,
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
