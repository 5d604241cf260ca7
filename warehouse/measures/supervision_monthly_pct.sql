/*---
measure: supervision_monthly_pct
kpi: supervision_timeliness_rate
title: Staff supervised each month
kind: ratio
window: period
unit: percent
better: higher
chart: xmr
disclosure: staff
standards: [13]
source: Framework, key performance indicators, management and delivery; appendix B section 1; regulation 33(4)(b)
definition: Months in which a member of staff had a recorded one-to-one supervision, of the months in which one was due.
numerator: months supervised
denominator: staff months
reads: [staff_month]
rulings: [direct_staff, supervision_due, supervision_done, nights_until_yesterday, sum_of_homes]
note: Two supervisions in one month do not make up for a month without.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    month_end_on as counted_on,
    true as counts_when_past,
    case when is_supervised then 1 else 0 end as numerator,
    1 as denominator,
    case when is_supervised then 'supervision' else 'staff' end as dataset,
    case when is_supervised then supervision_record_id else staff_record_id end as record_id
from staff_month
where is_due
