/*---
measure: rtw_same_day_pct
kpi: staff_absence
title: Return-to-work meetings on the day of return
kind: ratio
window: period
unit: percent
better: higher
chart: run
disclosure: staff
standards: [13]
source: Framework, appendix B section 7
definition: Returns from sickness in the period with a meeting on the day of return, of all returns from sickness.
numerator: meetings on the day
denominator: returns
reads: [absence_run, employment, staff_absence]
rulings: [direct_staff, day_of_return, sum_of_homes]
note: Sickness followed at once by another absence, or by the end of employment, is no return.
---*/
with returns as (
    select
        staff_id,
        cast(ended_on + interval '1' day as date) as returned_on,
        return_to_work_met_on,
        record_id
    from staff_absence
    where reason = 'sickness'
        and ended_on is not null
),

returned as (
    select
        returns.staff_id,
        employment.home_id,
        returns.returned_on,
        returns.return_to_work_met_on,
        returns.record_id,
        row_number() over (
            partition by returns.record_id
            order by employment.started_on desc, employment.record_id desc
        ) as place
    from returns
    join employment on employment.staff_id = returns.staff_id
        and employment.started_on <= returns.returned_on
        and employment.last_day_on >= returns.returned_on
    left join absence_run on absence_run.staff_id = returns.staff_id
        and absence_run.looked_at_for = 'any'
        and absence_run.first_on <= returns.returned_on
        and absence_run.last_on >= returns.returned_on
    where absence_run.staff_id is null
)

select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    returned_on as counted_on,
    true as counts_when_past,
    case when return_to_work_met_on = returned_on then 1 else 0 end as numerator,
    1 as denominator,
    'staff_absence' as dataset,
    record_id
from returned
where place = 1
