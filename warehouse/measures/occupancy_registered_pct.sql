/*---
measure: occupancy_registered_pct
kpi: occupancy_rate
title: Occupancy of registered places
kind: ratio
window: period
unit: percent
better: band
chart: xmr
disclosure: process
standards: [13]
source: Framework, key performance indicators, management and delivery; Children's homes regulations 2015, regulation 16
definition: Nights on which a child lived in the home, of the nights that its registered places could have been slept in.
numerator: nights occupied
denominator: nights
reads: [stay_span, registered_places]
rulings: [residence, nights_once, nights_until_yesterday, sum_of_homes]
note: A bed stays occupied while its child is missing, in hospital or on holiday. Above 95% can mean poor matching, below 60% means cost; neither is a target.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    admitted_on as counted_on,
    last_night_on as counted_to,
    true as counts_when_past,
    1 as numerator,
    0 as denominator,
    'stays' as dataset,
    stay_span_id as record_id
from stay_span
where last_night_on is not null
union all
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    first_on as counted_on,
    last_on as counted_to,
    true as counts_when_past,
    0 as numerator,
    places as denominator,
    'homes' as dataset,
    record_id
from registered_places
