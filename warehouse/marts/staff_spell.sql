/*---
mart: staff_spell
row: days of one permanent or fixed-term member of staff in one home on one share of full time; where two spells overlap the later one counts
---*/
with spells as (
    select
        staff_id,
        home_id,
        record_id,
        fte,
        started_on,
        least(
            coalesce(ended_on, date '9999-12-31'),
            cast(
                lead(started_on, 1, date '9999-12-31') over (
                    partition by staff_id, home_id
                    order by started_on, record_id
                ) - interval '1' day as date
            )
        ) as last_day_on
    from staff
    where contract in ('permanent', 'fixed_term')
)

select
    staff_id,
    home_id,
    record_id,
    fte,
    started_on,
    last_day_on
from spells
where started_on <= last_day_on
    and fte > 0
