/*---
mart: cycle_once
row: one duty owed once, so long after a start or after the activity itself, and whether it was done
---*/
with owed as (
    select
        standard_cycle.standard,
        standard_cycle.activity,
        standard_cycle.is_law,
        cycle_subject.owed_to,
        cycle_subject.home_id,
        cycle_subject.child_id,
        cycle_subject.staff_id,
        cycle_subject.dataset,
        cycle_subject.record_id,
        cycle_subject.starts_on,
        cycle_subject.to_on,
        cycle_subject.counts_from_on,
        cycle_records_begin.first_on as records_begin_on,
        cast(cycle_subject.starts_on + standard_cycle.earliest_days * interval '1' day as date) as earliest_on,
        coalesce(
            cast(cycle_subject.starts_on + standard_cycle.once_days * interval '1' day as date),
            cast(cycle_subject.starts_on + standard_cycle.once_months * interval '1' month as date)
        ) as due_on
    from standard_cycle
    join cycle_subject on cycle_subject.subject = standard_cycle.subject
        and cycle_subject.starts_on >= standard_cycle.effective_from
        and cycle_subject.starts_on <= standard_cycle.effective_to
    join cycle_records_begin on cycle_records_begin.dataset = standard_cycle.dataset
    where standard_cycle.rule = 'once'
),

done as (
    select
        owed.standard,
        owed.activity,
        owed.record_id as subject_record_id,
        cycle_done.done_on,
        cycle_done.dataset,
        cycle_done.record_id,
        row_number() over (
            partition by owed.standard, owed.activity, owed.record_id
            order by cycle_done.done_on
        ) as place
    from owed
    join cycle_done on cycle_done.owed_to = owed.owed_to
        and cycle_done.activity = owed.activity
        and cycle_done.done_on >= owed.counts_from_on
),

reports as (
    select
        standard_cycle.standard,
        standard_cycle.activity,
        standard_cycle.is_law,
        qa_activities.record_id,
        qa_activities.home_id,
        qa_activities.done_on as started_on,
        qa_activities.report_sent_on,
        cast(qa_activities.done_on + standard_cycle.within_days * interval '1' day as date) as due_on
    from standard_cycle
    join qa_activities on 'qa_activities.' || qa_activities.kind = standard_cycle.activity
        and qa_activities.done_on >= standard_cycle.effective_from
        and qa_activities.done_on <= standard_cycle.effective_to
    where standard_cycle.rule = 'within'
)

select
    owed.standard,
    owed.activity,
    coalesce(done.dataset, owed.dataset) as dataset,
    coalesce(done.record_id, owed.record_id) as record_id,
    owed.home_id,
    owed.child_id,
    owed.staff_id,
    coalesce(owed.due_on, owed.starts_on) as event_on,
    owed.starts_on as opens_on,
    owed.starts_on as started_on,
    done.done_on as stopped_on,
    owed.due_on,
    owed.to_on as can_be_done_to_on,
    case
        when owed.due_on is null then 'no_standard'
        when done.done_on < owed.earliest_on then 'breached_local'
        when done.done_on <= owed.due_on then 'met'
        when done.done_on is not null and owed.is_law then 'breached_statutory'
        when done.done_on is not null then 'breached_local'
        when owed.to_on < owed.due_on then 'not_required'
        -- It may have been done before the first day that is told of.
        when owed.starts_on < owed.records_begin_on then 'indeterminate'
        else 'open'
    end as decided
from owed
left join done on done.standard = owed.standard
    and done.activity = owed.activity
    and done.subject_record_id = owed.record_id
    and done.place = 1
union all
select
    standard,
    activity,
    'qa_activities' as dataset,
    record_id,
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    started_on as event_on,
    started_on as opens_on,
    started_on,
    report_sent_on as stopped_on,
    due_on,
    date '9999-12-31' as can_be_done_to_on,
    case
        when due_on is null then 'no_standard'
        when report_sent_on is null then 'open'
        when report_sent_on < started_on then 'indeterminate'
        when report_sent_on <= due_on then 'met'
        when is_law then 'breached_statutory'
        else 'breached_local'
    end as decided
from reports
