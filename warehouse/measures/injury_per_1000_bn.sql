/*---
measure: injury_per_1000_bn
kpi: injury_incident_count
title: Injury incidents per 1,000 nights
kind: ratio
window: period
unit: per_1000_bed_nights
better: lower
chart: rare_event
disclosure: child
standards: [12]
source: Framework, key performance indicators, quality of care; regulation 35(3)
definition: Incidents with an injury of first aid or more, for every 1,000 nights that children spent in the home.
numerator: incidents
denominator: nights
reads: [incidents, stay_span]
rulings: [first_aid_or_worse, home_on_the_record, started_in_period, nights_until_yesterday, nights_once, sum_of_homes]
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    occurred_on as counted_on,
    cast(null as date) as counted_to,
    false as counts_when_past,
    1 as numerator,
    0 as denominator,
    'incidents' as dataset,
    record_id
from incidents
where injury_severity in ('first_aid', 'medical', 'hospital', 'serious')
union all
select
    home_id,
    -- Incidents are counted whoever is hurt, so there is no rate of one child, and the nights name none.
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    admitted_on as counted_on,
    last_night_on as counted_to,
    true as counts_when_past,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    stay_span_id as record_id
from stay_span
where last_night_on is not null
