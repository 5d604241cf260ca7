/*---
mart: admission
row: an unbroken time of one child in one home, one stay followed by the next on the same day taken together
---*/
with spans as (
    select
        stay_span_id,
        child_id,
        home_id,
        admitted_on,
        left_on,
        lag(left_on) over (
            partition by child_id, home_id
            order by admitted_on, left_on, stay_span_id
        ) as left_before_on
    from stay_span
),

with_run as (
    select
        stay_span_id,
        child_id,
        home_id,
        admitted_on,
        left_on,
        sum(case when left_before_on is null or admitted_on > left_before_on then 1 else 0 end) over (
            partition by child_id, home_id
            order by admitted_on, left_on, stay_span_id
            rows between unbounded preceding and current row
        ) as run
    from spans
),

with_first as (
    select
        child_id,
        home_id,
        run,
        admitted_on,
        left_on,
        first_value(stay_span_id) over (
            partition by child_id, home_id, run
            order by admitted_on, left_on, stay_span_id
        ) as admission_id
    from with_run
),

admissions as (
    select
        admission_id,
        child_id,
        home_id,
        run,
        min(admitted_on) as admitted_on,
        max(left_on) as left_on
    from with_first
    group by
        admission_id,
        child_id,
        home_id,
        run
)

select
    admissions.admission_id,
    admissions.child_id,
    admissions.home_id,
    admissions.admitted_on,
    admissions.left_on,
    stays.stay_type,
    admissions.run = 1 as is_first_in_home
from admissions
join stays on stays.record_id = admissions.admission_id
