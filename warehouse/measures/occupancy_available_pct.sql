/*---
measure: occupancy_available_pct
kpi: occupancy_rate
title: Occupancy of available places
kind: ratio
window: period
unit: percent
better: band
chart: xmr
disclosure: process
standards: [13]
source: Framework, key performance indicators, management and delivery; regulation 16
definition: Nights on which a child lived in the home, of the nights that the places it could really use could have been slept in.
numerator: nights occupied
denominator: nights available
reads: [stay_span, available_places]
rulings: [residence, nights_once, nights_until_yesterday, places_available, sum_of_homes]
note: Closed, refurbished or understaffed places are not counted as empty. A home that was closed throughout has no figure.
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
    dataset,
    record_id
from available_places
