/*---
measure: placements_3plus_pct
kpi: placement_stability_rate
title: Children with three or more placements in 12 months
kind: distinct
window: 12m
unit: percent
better: lower
chart: interval
disclosure: child
standards: [14]
source: Framework, key performance indicators, management and delivery; statistics on looked-after children, stability measures
definition: Children living in the home at the end of the period who had three or more placements in the 12 months before, of all who live there.
numerator: children with three or more
denominator: children
reads: [placement_count, stays]
rulings: [residence, placements_counted, short_breaks_left_out, people_once]
note: A child's placements before coming here count too, so this is about the children who live here and not about the home alone.
---*/
with residents as (
    select
        child_id,
        home_id,
        admitted_on,
        cast(coalesce(discharged_on, date '9999-12-31') - interval '1' day as date) as last_night_on,
        record_id
    from stays
    where stay_type <> 'respite_short_break'
        and coalesce(legal_status, '') not in ('V3', 'V4')
)

select
    residents.home_id,
    residents.child_id,
    cast(null as varchar) as staff_id,
    greatest(residents.admitted_on, placement_count.first_on) as counted_on,
    least(residents.last_night_on, placement_count.last_on) as counted_to,
    'last_day' as counts_on,
    case when placement_count.placements_counted >= 3 then 1 else 0 end as numerator,
    1 as denominator,
    'stays' as dataset,
    residents.record_id
from residents
join placement_count on placement_count.child_id = residents.child_id
    and placement_count.first_on <= residents.last_night_on
    and placement_count.last_on >= residents.admitted_on
where residents.admitted_on <= residents.last_night_on
