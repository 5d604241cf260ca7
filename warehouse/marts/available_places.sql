/*---
mart: available_places
row: a run of nights with one number of places that could be used in one home, from its opening on, first and last night included
---*/
with turning_days as (
    select
        home_id,
        opened_on as turns_on
    from home
    union
    select
        home_id,
        first_on as turns_on
    from registered_places
    union
    select
        home_id,
        cast(last_on + interval '1' day as date) as turns_on
    from registered_places
    union
    select
        home_id,
        valid_from as turns_on
    from home_capacity
    union
    select
        home_id,
        cast(valid_to + interval '1' day as date) as turns_on
    from home_capacity
    where valid_to is not null
),

runs as (
    select
        home_id,
        turns_on as first_on,
        cast(
            lead(turns_on, 1, date '9999-12-31') over (partition by home_id order by turns_on) - interval '1' day
            as date
        ) as last_on
    from turning_days
),

with_capacity as (
    select
        runs.home_id,
        runs.first_on,
        runs.last_on,
        registered_places.places as registered,
        registered_places.record_id as registered_record_id,
        home_capacity.places_available,
        home_capacity.record_id as capacity_record_id,
        row_number() over (
            partition by runs.home_id, runs.first_on
            order by home_capacity.valid_from desc nulls last, home_capacity.record_id desc
        ) as newness
    from runs
    join home on home.home_id = runs.home_id
        and home.opened_on <= runs.first_on
    join registered_places on registered_places.home_id = runs.home_id
        and registered_places.first_on <= runs.first_on
        and registered_places.last_on >= runs.first_on
    left join home_capacity on home_capacity.home_id = runs.home_id
        and home_capacity.valid_from <= runs.first_on
        and coalesce(home_capacity.valid_to, date '9999-12-31') >= runs.first_on
    where runs.first_on <= runs.last_on
)

select
    home_id,
    first_on,
    last_on,
    -- The span that began last says how many places there were; where none was sent, all registered ones were.
    coalesce(places_available, registered) as places,
    case when capacity_record_id is null then 'homes' else 'home_capacity' end as dataset,
    coalesce(capacity_record_id, registered_record_id) as record_id
from with_capacity
where newness = 1
