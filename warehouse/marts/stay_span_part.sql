/*---
mart: stay_span_part
row: one stay, and the run of overlapping stays of the same child in the same home that it belongs to
---*/
with stays_in_order as (
    select
        child_id,
        home_id,
        record_id,
        admitted_on,
        discharged_on,
        coalesce(discharged_on, date '9999-12-31') as left_on
    from stays
),

with_before as (
    select
        child_id,
        home_id,
        record_id,
        admitted_on,
        left_on,
        max(left_on) over (
            partition by child_id, home_id
            order by admitted_on, left_on, record_id
            rows between unbounded preceding and 1 preceding
        ) as left_before_on
    from stays_in_order
),

with_run as (
    select
        child_id,
        home_id,
        record_id,
        admitted_on,
        left_on,
        sum(case when left_before_on is null or admitted_on >= left_before_on then 1 else 0 end) over (
            partition by child_id, home_id
            order by admitted_on, left_on, record_id
            rows between unbounded preceding and current row
        ) as run
    from with_before
)

select
    child_id,
    home_id,
    record_id,
    admitted_on,
    left_on,
    first_value(record_id) over (
        partition by child_id, home_id, run
        order by admitted_on, left_on, record_id
    ) as stay_span_id
from with_run
