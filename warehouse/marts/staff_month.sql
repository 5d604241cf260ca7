/*---
mart: staff_month
row: one calendar month of one permanent or fixed-term member of staff employed in one home for all of it
---*/
with full_months as (
    select
        employment.staff_id,
        employment.home_id,
        employment.record_id as staff_record_id,
        calendar_month.month_start_on,
        calendar_month.month_end_on
    from employment
    join calendar_month on employment.started_on < calendar_month.month_start_on
        and employment.last_day_on > calendar_month.month_end_on
),

absent_days as (
    select
        full_months.staff_id,
        full_months.month_start_on,
        count(distinct day.day_on) as days
    from full_months
    join staff_absence on staff_absence.staff_id = full_months.staff_id
        and staff_absence.reason in ('sickness', 'maternity', 'unpaid')
        and staff_absence.started_on <= full_months.month_end_on
        and coalesce(staff_absence.ended_on, date '9999-12-31') >= full_months.month_start_on
    join day on day.day_on >= full_months.month_start_on
        and day.day_on <= full_months.month_end_on
        and day.day_on >= staff_absence.started_on
        and day.day_on <= coalesce(staff_absence.ended_on, date '9999-12-31')
    group by
        full_months.staff_id,
        full_months.month_start_on
),

held as (
    select
        staff_id,
        cast(date_trunc('month', held_on) as date) as month_start_on,
        record_id as supervision_record_id,
        row_number() over (
            partition by staff_id, cast(date_trunc('month', held_on) as date)
            order by held_on, record_id
        ) as preference
    from supervision
    where kind = 'one_to_one'
        and status = 'held'
        and record_signed_on is not null
        and coalesce(supervisor_id, '') <> staff_id
)

select
    full_months.staff_id,
    full_months.home_id,
    full_months.month_start_on,
    full_months.month_end_on,
    full_months.staff_record_id,
    held.supervision_record_id,
    coalesce(absent_days.days, 0) as absent_days,
    coalesce(absent_days.days, 0) < 15 as is_due,
    held.supervision_record_id is not null as is_supervised
from full_months
left join absent_days on absent_days.staff_id = full_months.staff_id
    and absent_days.month_start_on = full_months.month_start_on
left join held on held.staff_id = full_months.staff_id
    and held.month_start_on = full_months.month_start_on
    and held.preference = 1
