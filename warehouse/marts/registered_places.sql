/*---
mart: registered_places
row: a run of nights with one number of registered places in one home, first and last night included
---*/
with registrations as (
    select
        home_id,
        registered_places as places,
        closed_on,
        record_id,
        greatest(registered_from, coalesce(valid_from, registered_from)) as first_on,
        lead(coalesce(valid_from, registered_from)) over (
            partition by home_id
            order by coalesce(valid_from, registered_from), record_id
        ) as replaced_on
    from homes
),

spans as (
    select
        home_id,
        places,
        record_id,
        first_on,
        cast(
            least(coalesce(replaced_on, date '9999-12-31'), coalesce(closed_on, date '9999-12-31'))
            - interval '1' day as date
        ) as last_on
    from registrations
)

select
    home_id,
    places,
    first_on,
    last_on,
    record_id
from spans
where first_on <= last_on
