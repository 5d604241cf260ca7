/*---
measure: audit_completed_pct
kpi: assurance
title: Audits completed
kind: ratio
window: period
unit: percent
better: higher
chart: run
disclosure: process
standards: [13]
source: Framework, activity, individual children's audit, leadership and management audit and dip-sample audits
definition: Audits that were done, of the audits due in the period.
numerator: audits done
denominator: audits
reads: [qa_activities]
rulings: [audits_due, sum_of_homes]
note: An audit done late counts as done; the deadlines show how late.
---*/
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    due_on as counted_on,
    true as counts_when_past,
    case when done_on is null then 0 else 1 end as numerator,
    1 as denominator,
    'qa_activities' as dataset,
    record_id
from qa_activities
where kind in ('child_audit', 'leadership_audit', 'learningfest_audit', 'dip_sample', 'thematic_audit')
    and due_on is not null
