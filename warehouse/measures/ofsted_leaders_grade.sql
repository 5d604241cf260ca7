/*---
measure: ofsted_leaders_grade
kpi: ofsted_rating
title: Ofsted grade for leaders and managers
kind: snapshot
window: period
unit: grade
better: higher
chart: step
disclosure: public
standards: [13]
source: Framework, key performance indicators, management and delivery; Ofsted inspection framework for children's homes
definition: The grade for the effectiveness of leaders and managers at the newest published full inspection, from 4 for outstanding to 1 for inadequate.
numerator: grade
denominator: null
levels: [home]
reads: [ofsted_grade]
rulings: [grade_published, no_service_grade]
note: A home not yet inspected has no grade.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    first_on as counted_on,
    last_on as counted_to,
    leaders_and_managers as numerator,
    cast(null as integer) as denominator,
    'inspections' as dataset,
    record_id
from ofsted_grade
where leaders_and_managers is not null
