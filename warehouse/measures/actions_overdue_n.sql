/*---
measure: actions_overdue_n
kpi: assurance
title: Actions overdue
kind: snapshot
window: period
unit: actions
better: lower
chart: run
disclosure: process
standards: [13]
source: Framework, activity, action planning
definition: Actions past the day they were due and not done at the end of the period.
numerator: actions overdue
denominator: null
reads: [actions]
rulings: [overdue_from_day_after]
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    greatest(agreed_on, cast(due_on + interval '1' day as date)) as counted_on,
    cast(coalesce(completed_on, date '9999-12-31') - interval '1' day as date) as counted_to,
    1 as numerator,
    cast(null as integer) as denominator,
    'actions' as dataset,
    record_id
from actions
where completed_on is null
    or completed_on > greatest(agreed_on, cast(due_on + interval '1' day as date))
