/*---
mart: cycle_in_window
row: one duty owed once or more in a window of time, such as each week, and the activity that fulfilled it
---*/
with windows as (
    select distinct
        each,
        opens_on,
        first_on,
        last_on
    from cycle_window_day
    -- Nothing is judged before the first day of which any dataset with windows tells.
    where last_on >= (select min(first_on) from cycle_records_begin where dataset <> 'staff')
),

owed as (
    select
        standard_cycle.standard,
        standard_cycle.activity,
        standard_cycle.at_least,
        standard_cycle.needs_children,
        cycle_subject.owed_to,
        cycle_subject.home_id,
        cycle_subject.child_id,
        cycle_subject.staff_id,
        cycle_subject.dataset,
        cycle_subject.record_id,
        cycle_subject.from_on,
        cycle_subject.to_on,
        cycle_records_begin.first_on as records_begin_on,
        windows.each,
        windows.opens_on,
        windows.first_on,
        windows.last_on
    from standard_cycle
    join cycle_subject on cycle_subject.subject = standard_cycle.subject
    join cycle_records_begin on cycle_records_begin.dataset = standard_cycle.dataset
    join windows on windows.each = standard_cycle.each
        and windows.first_on >= standard_cycle.effective_from
        and windows.first_on <= standard_cycle.effective_to
        and windows.last_on >= cycle_records_begin.first_on
        and windows.last_on >= cycle_subject.from_on
        and windows.opens_on <= cycle_subject.to_on
    where standard_cycle.rule = 'each'
),

duties as (
    select distinct
        activity,
        each
    from standard_cycle
    where rule = 'each'
),

done_in_window as (
    select
        cycle_done.owed_to,
        cycle_done.activity,
        cycle_window_day.each,
        cycle_window_day.first_on,
        cycle_done.done_on,
        cycle_done.dataset,
        cycle_done.record_id,
        row_number() over (
            partition by cycle_done.owed_to, cycle_done.activity, cycle_window_day.each, cycle_window_day.first_on
            order by cycle_done.done_on
        ) as place
    from cycle_done
    join duties on duties.activity = cycle_done.activity
    join cycle_window_day on cycle_window_day.day_on = cycle_done.done_on
        and cycle_window_day.each = duties.each
),

-- The weeks and months in which at least one child lived in the home.
lived_in as (
    select distinct
        stay_span.home_id,
        windows.each,
        windows.first_on
    from windows
    join stay_span on stay_span.admitted_on <= windows.last_on
        and stay_span.last_accommodated_on >= windows.first_on
    where windows.each in ('week', 'month')
)

select
    owed.standard,
    owed.activity,
    coalesce(done_in_window.dataset, owed.dataset) as dataset,
    coalesce(done_in_window.record_id, owed.record_id) as record_id,
    owed.home_id,
    owed.child_id,
    owed.staff_id,
    owed.last_on as event_on,
    owed.opens_on,
    owed.first_on as started_on,
    done_in_window.done_on as stopped_on,
    owed.last_on as due_on,
    owed.last_on as can_be_done_to_on,
    case
        when owed.first_on < owed.from_on or owed.last_on > owed.to_on then 'not_required'
        when owed.needs_children and lived_in.home_id is null then 'not_required'
        when done_in_window.done_on is not null then 'met'
        -- It may have been done before the first day that is told of.
        when owed.first_on < owed.records_begin_on then 'indeterminate'
        else 'open'
    end as decided
from owed
left join done_in_window on done_in_window.owed_to = owed.owed_to
    and done_in_window.activity = owed.activity
    and done_in_window.each = owed.each
    and done_in_window.first_on = owed.first_on
    and done_in_window.place = owed.at_least
left join lived_in on lived_in.home_id = owed.home_id
    and lived_in.each = owed.each
    and lived_in.first_on = owed.first_on
