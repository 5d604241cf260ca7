/*---
measure: open_requirements
kpi: ofsted_rating
title: Requirements open
kind: snapshot
window: period
unit: requirements
better: lower
chart: step
disclosure: public
standards: [13]
source: Framework, key performance indicators, management and delivery; Ofsted inspection framework for children's homes
definition: Requirements made at the newest published inspection of each home.
numerator: requirements
denominator: null
reads: [inspections]
rulings: [requirements_until_next]
note: Whether a requirement has been met is followed among the actions.
---*/
with told as (
    select
        home_id,
        record_id,
        requirements,
        published_on,
        inspected_on
    from inspections
    where published_on is not null
        and requirements is not null
),

with_next as (
    select
        told.home_id,
        told.record_id,
        told.requirements,
        told.published_on,
        min(newer.published_on) as replaced_on
    from told
    left join told as newer on newer.home_id = told.home_id
        and (
            newer.inspected_on > told.inspected_on
            or (newer.inspected_on = told.inspected_on and newer.record_id > told.record_id)
        )
    group by
        told.home_id,
        told.record_id,
        told.requirements,
        told.published_on
)

select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    published_on as counted_on,
    cast(coalesce(replaced_on, date '9999-12-31') - interval '1' day as date) as counted_to,
    requirements as numerator,
    cast(null as integer) as denominator,
    'inspections' as dataset,
    record_id
from with_next
where replaced_on is null
    or replaced_on > published_on
