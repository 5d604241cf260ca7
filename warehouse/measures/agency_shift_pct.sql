/*---
measure: agency_shift_pct
kpi: staff_turnover_rate
title: Shifts worked by agency staff
kind: ratio
window: period
unit: percent
better: lower
chart: xmr
disclosure: process
standards: [13]
source: Framework, key performance indicators, management and delivery; regulation 31
definition: Shifts that agency staff worked, of all shifts worked.
numerator: agency shifts
denominator: shifts
reads: [posts]
rulings: [sum_of_homes]
note: A month without one of the two numbers is left out of both sides.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    "month" as counted_on,
    agency_shifts as numerator,
    shifts as denominator,
    'posts' as dataset,
    record_id
from posts
where shifts is not null
    and agency_shifts is not null
