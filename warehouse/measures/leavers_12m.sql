/*---
measure: leavers_12m
kpi: staff_turnover_rate
title: Staff who left in 12 months
kind: distinct
window: 12m
unit: staff
better: lower
chart: run
disclosure: staff
standards: [13]
source: Framework, key performance indicators, management and delivery; regulations 31 to 33
definition: Permanent and fixed-term staff whose employment ended in the 12 months to the end of the period.
numerator: staff left
denominator: null
reads: [employment]
rulings: [direct_staff, last_day_employed, internal_transfer]
note: Every reason counts, the end of a fixed term and a death in service too. The window rolls, so neighbouring months share most of their leavers.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    last_day_on as counted_on,
    true as counts_when_past,
    case when is_internal_transfer then 'home' else 'both' end as counts_for,
    1 as numerator,
    cast(null as integer) as denominator,
    'staff' as dataset,
    record_id
from employment
where last_day_on < date '9999-12-31'
