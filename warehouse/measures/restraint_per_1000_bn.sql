/*---
measure: restraint_per_1000_bn
kpi: restraint
title: Restraints per 1,000 nights
kind: ratio
window: period
unit: per_1000_bed_nights
better: lower
chart: xmr
disclosure: child
standards: [11, 12]
source: Framework, appendix B section 10; regulations 20 and 35
definition: Restraints for every 1,000 nights that children spent in the home.
numerator: restraints
denominator: nights
reads: [incidents, stay_span]
rulings: [planned_restraint_counts, home_on_the_record, nights_until_yesterday, nights_once, sum_of_homes]
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
where kind = 'restraint'
union all
select
    home_id,
    -- A restraint is one case whoever was held, so there is no rate of one child, and the nights name none.
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
