/*---
measure: reg45_on_time
kpi: assurance
title: Homes with a quality of care review in the last six months
kind: distinct
window: period
unit: percent
better: higher
chart: run
disclosure: process
standards: [13]
source: Framework, activity, regulation 45; regulation 45
definition: Homes whose last quality of care review was at most six months before the end of the period, of the homes registered then.
numerator: homes reviewed in time
denominator: homes
reads: [qa_activities, registered_places]
rulings: [six_months_to_review]
note: A new home is asked for its first review six months after registration.
---*/
with registered as (
    select
        home_id,
        min(first_on) as first_on,
        max(last_on) as last_on,
        min(record_id) as record_id
    from registered_places
    group by home_id
),

reviews as (
    select
        qa_activities.home_id,
        qa_activities.done_on,
        least(registered.last_on, cast(qa_activities.done_on + interval '6' month as date)) as last_on,
        qa_activities.record_id
    from qa_activities
    join registered on registered.home_id = qa_activities.home_id
        and registered.last_on >= qa_activities.done_on
    where qa_activities.kind = 'reg45_review'
        and qa_activities.done_on is not null
)

select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    cast(first_on + interval '6' month as date) as counted_on,
    last_on as counted_to,
    'last_day' as counts_on,
    home_id as person_id,
    0 as numerator,
    1 as denominator,
    'homes' as dataset,
    record_id
from registered
where cast(first_on + interval '6' month as date) <= last_on
union all
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    done_on as counted_on,
    last_on as counted_to,
    'last_day' as counts_on,
    home_id as person_id,
    1 as numerator,
    1 as denominator,
    'qa_activities' as dataset,
    record_id
from reviews
