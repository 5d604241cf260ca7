/*---
mart: cycle_of_supervision
row: one month in which a member of staff is to be supervised one to one, and the supervision that was signed
---*/
select
    standard_cycle.standard,
    standard_cycle.activity,
    case when staff_month.is_supervised then 'supervision' else 'staff' end as dataset,
    coalesce(staff_month.supervision_record_id, staff_month.staff_record_id) as record_id,
    staff_month.home_id,
    cast(null as varchar) as child_id,
    staff_month.staff_id,
    staff_month.month_end_on as event_on,
    staff_month.month_start_on as opens_on,
    staff_month.month_start_on as started_on,
    supervision.held_on as stopped_on,
    staff_month.month_end_on as due_on,
    staff_month.month_end_on as can_be_done_to_on,
    case
        when staff_month.is_supervised then 'met'
        when not staff_month.is_due then 'not_required'
        when staff_month.month_start_on < cycle_records_begin.first_on then 'indeterminate'
        else 'open'
    end as decided
from standard_cycle
join cycle_records_begin on cycle_records_begin.dataset = standard_cycle.dataset
join staff_month on staff_month.month_start_on >= standard_cycle.effective_from
    and staff_month.month_start_on <= standard_cycle.effective_to
    and staff_month.month_end_on >= cycle_records_begin.first_on
left join supervision on supervision.record_id = staff_month.supervision_record_id
where standard_cycle.subject = 'staff_month'
