/*---
measure: days_since_last_max
kpi: supervision_timeliness_rate
title: Longest time without supervision
kind: snapshot
window: period
unit: days
better: lower
chart: run
disclosure: staff
standards: [13]
source: Framework, key performance indicators, management and delivery; appendix B section 1; regulation 33(4)(b)
definition: Days since the last recorded one-to-one of the permanent or fixed-term member of staff who has waited longest at the end of the period.
numerator: days
denominator: null
combine: max
reads: [absence_run, day, supervision_run]
rulings: [direct_staff, supervision_done, supervision_wait]
note: Whoever was never supervised has waited since the first day in the home.
---*/
with waiting as (
    select
        supervision_run.home_id,
        supervision_run.staff_id,
        day.day_on,
        date_diff('day', supervision_run.since_on, day.day_on) as days,
        supervision_run.dataset,
        supervision_run.record_id,
        row_number() over (
            partition by supervision_run.home_id, day.day_on
            order by supervision_run.since_on, supervision_run.staff_id, supervision_run.record_id
        ) as place
    from supervision_run
    join day on day.day_on >= supervision_run.first_on
        and day.day_on <= supervision_run.last_on
    left join absence_run on absence_run.staff_id = supervision_run.staff_id
        and absence_run.looked_at_for = 'supervision'
        and absence_run.first_on <= day.day_on
        and absence_run.last_on >= day.day_on
    where absence_run.staff_id is null
)

select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    day_on as counted_on,
    day_on as counted_to,
    days as numerator,
    cast(null as integer) as denominator,
    dataset,
    record_id
from waiting
where place = 1
