/*---
mart: event_of_sickness
row: one return of a member of staff after sickness, on the day after the absence ended
---*/
with returns as (
    select
        record_id,
        staff_id,
        ended_on,
        cast(ended_on + interval '1' day as date) as returned_on,
        return_to_work_met_on
    from staff_absence
    where reason = 'sickness' and ended_on is not null
),

spells as (
    select
        returns.record_id,
        staff.home_id,
        coalesce(staff.ended_on, date '9999-12-31') >= returns.returned_on as is_employed,
        row_number() over (
            partition by returns.record_id
            order by
                coalesce(staff.ended_on, date '9999-12-31') >= returns.returned_on desc,
                staff.started_on desc,
                staff.record_id
        ) as preference
    from returns
    join staff on staff.staff_id = returns.staff_id and staff.started_on <= returns.returned_on
),

absent_again as (
    select distinct
        returns.record_id
    from returns
    join staff_absence as another on another.staff_id = returns.staff_id
        and another.record_id <> returns.record_id
        and another.started_on <= returns.returned_on
        and coalesce(another.ended_on, date '9999-12-31') >= returns.returned_on
)

select
    returns.record_id,
    spells.home_id,
    returns.staff_id,
    returns.returned_on,
    returns.return_to_work_met_on,
    case
        when absent_again.record_id is not null or not coalesce(spells.is_employed, false) then 'no_return'
    end as exemption
from returns
left join spells on spells.record_id = returns.record_id and spells.preference = 1
left join absent_again on absent_again.record_id = returns.record_id
