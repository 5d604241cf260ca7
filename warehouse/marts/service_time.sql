/*---
mart: service_time
row: an unbroken time of one permanent or fixed-term member of staff in one home, and since when they have been in the service without a break
---*/
with in_order as (
    select
        staff_id,
        home_id,
        record_id,
        started_on,
        last_day_on,
        max(last_day_on) over (
            partition by staff_id
            order by started_on, record_id
            rows between unbounded preceding and 1 preceding
        ) as last_day_before_on
    from employment
),

with_run as (
    select
        staff_id,
        home_id,
        record_id,
        started_on,
        last_day_on,
        sum(
            case
                when last_day_before_on is null or date_diff('day', last_day_before_on, started_on) > 1 then 1
                else 0
            end
        ) over (
            partition by staff_id
            order by started_on, record_id
            rows between unbounded preceding and current row
        ) as run
    from in_order
)

select
    staff_id,
    home_id,
    record_id,
    started_on,
    last_day_on,
    min(started_on) over (partition by staff_id, run) as service_started_on
from with_run
