/*---
warning: capacity_above_registered
sentence: More places were available on the first day of this span than the home was registered for.
why: Occupancy of available places would look lower than it was.
remedy: Check the number of places available and the number of registered places.
---*/
select
    'home_capacity' as dataset,
    home_capacity.record_id,
    'places_available' as column_name
from home_capacity
join registered_places on registered_places.home_id = home_capacity.home_id
    and registered_places.first_on <= home_capacity.valid_from
    and registered_places.last_on >= home_capacity.valid_from
where home_capacity.places_available > registered_places.places
