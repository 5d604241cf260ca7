/*---
mart: child_journey
row: one journey of one child, in the home where the child lived that day, and whether it was active travel
---*/
with lived_in as (
    select
        journeys.record_id,
        journeys.child_id,
        stay_span.home_id,
        journeys."date" as travelled_on,
        journeys.purpose,
        journeys.active_minutes,
        journeys.active_minutes >= 10 and journeys.purpose <> 'leisure_walk' as is_active,
        row_number() over (
            partition by journeys.record_id
            order by stay_span.admitted_on desc, stay_span.stay_span_id desc
        ) as preference
    from journeys
    join stay_span on stay_span.child_id = journeys.child_id
        and stay_span.admitted_on <= journeys."date"
        and stay_span.last_night_on >= journeys."date"
)

select
    lived_in.record_id,
    lived_in.child_id,
    lived_in.home_id,
    lived_in.travelled_on,
    lived_in.purpose,
    coalesce(lived_in.is_active, false) as is_active,
    case when lived_in.is_active then lived_in.active_minutes else 0 end as active_minutes,
    coalesce(children.is_active_travel_exempt, false) as is_exempt
from lived_in
join children on children.child_id = lived_in.child_id
where lived_in.preference = 1
