/*---
mart: staff_service
row: one time of a member of staff in one home, and the unbroken time with us, whichever homes, that it belongs to
---*/
with with_before as (
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
    from with_before
),

ranked as (
    select
        staff_id,
        home_id,
        record_id,
        started_on,
        last_day_on,
        min(started_on) over (partition by staff_id, run) as joined_on,
        max(last_day_on) over (partition by staff_id, run) as left_on,
        row_number() over (
            partition by staff_id, run
            order by last_day_on desc, started_on desc, record_id desc
        ) as last_rank
    from with_run
)

select
    staff_id,
    home_id,
    record_id,
    started_on,
    last_day_on,
    joined_on,
    left_on,
    last_rank = 1 as is_last
from ranked
