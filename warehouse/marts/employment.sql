/*---
mart: employment
row: an unbroken time of one permanent or fixed-term member of staff in one home, spells that follow each other taken together
---*/
with spells as (
    select
        staff_id,
        home_id,
        record_id,
        started_on,
        coalesce(ended_on, date '9999-12-31') as last_day_on,
        coalesce(is_internal_transfer, false) as is_internal_transfer,
        max(coalesce(ended_on, date '9999-12-31')) over (
            partition by staff_id, home_id
            order by started_on, record_id
            rows between unbounded preceding and 1 preceding
        ) as last_day_before_on
    from staff
    where contract in ('permanent', 'fixed_term')
),

with_run as (
    select
        staff_id,
        home_id,
        record_id,
        started_on,
        last_day_on,
        is_internal_transfer,
        sum(
            case
                when last_day_before_on is null or date_diff('day', last_day_before_on, started_on) > 1 then 1
                else 0
            end
        ) over (
            partition by staff_id, home_id
            order by started_on, record_id
            rows between unbounded preceding and current row
        ) as run
    from spells
),

with_last as (
    select
        staff_id,
        home_id,
        run,
        record_id,
        started_on,
        last_day_on,
        is_internal_transfer,
        row_number() over (
            partition by staff_id, home_id, run
            order by last_day_on desc, started_on desc, record_id desc
        ) as last_rank
    from with_run
),

runs as (
    select
        staff_id,
        home_id,
        min(started_on) as started_on,
        max(last_day_on) as last_day_on,
        max(case when last_rank = 1 then record_id end) as record_id,
        max(case when last_rank = 1 and is_internal_transfer then 1 else 0 end) as marked_transfer
    from with_last
    group by
        staff_id,
        home_id,
        run
),

goes_on_elsewhere as (
    select distinct
        runs.record_id
    from runs
    join runs as elsewhere on elsewhere.staff_id = runs.staff_id
        and elsewhere.home_id <> runs.home_id
        and date_diff('day', runs.last_day_on, elsewhere.started_on) <= 1
        and elsewhere.last_day_on > runs.last_day_on
)

select
    runs.staff_id,
    runs.home_id,
    runs.record_id,
    runs.started_on,
    runs.last_day_on,
    runs.marked_transfer = 1 or goes_on_elsewhere.record_id is not null as is_internal_transfer
from runs
left join goes_on_elsewhere on goes_on_elsewhere.record_id = runs.record_id
