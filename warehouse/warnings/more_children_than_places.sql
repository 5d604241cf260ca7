/*---
warning: more_children_than_places
sentence: On the night this stay began, the home had more children than registered places, or was not registered.
why: Occupancy rises above 100%.
remedy: Check the dates of the stays in this home and its number of registered places.
---*/
with nights as (
    select
        arriving.record_id,
        arriving.home_id,
        arriving.admitted_on,
        count(distinct present.child_id) as children
    from stays as arriving
    join stays as present on present.home_id = arriving.home_id
        and present.admitted_on <= arriving.admitted_on
        and coalesce(present.discharged_on, date '9999-12-31') > arriving.admitted_on
    where arriving.discharged_on is null or arriving.discharged_on > arriving.admitted_on
    group by
        arriving.record_id,
        arriving.home_id,
        arriving.admitted_on
)

select
    'stays' as dataset,
    nights.record_id,
    'admitted_on' as column_name
from nights
left join registered_places on registered_places.home_id = nights.home_id
    and registered_places.first_on <= nights.admitted_on
    and registered_places.last_on >= nights.admitted_on
where nights.children > coalesce(registered_places.places, 0)
