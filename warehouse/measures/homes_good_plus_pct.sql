/*---
measure: homes_good_plus_pct
kpi: ofsted_rating
title: Homes graded good or outstanding
kind: snapshot
window: period
unit: percent
better: higher
chart: step
disclosure: public
standards: [13]
source: Framework, key performance indicators, management and delivery; Ofsted inspection framework for children's homes
definition: Homes whose newest published grade is good or outstanding, of the homes registered at the end of the period that have a grade.
numerator: homes good or outstanding
denominator: homes
levels: [service]
reads: [ofsted_grade, registered_places]
rulings: [grade_published, homes_with_a_grade]
note: Homes not yet inspected are left out of both sides.
---*/
select
    ofsted_grade.home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    greatest(ofsted_grade.first_on, registered_places.first_on) as counted_on,
    least(ofsted_grade.last_on, registered_places.last_on) as counted_to,
    case when ofsted_grade.overall >= 3 then 1 else 0 end as numerator,
    1 as denominator,
    'inspections' as dataset,
    ofsted_grade.record_id
from ofsted_grade
join registered_places on registered_places.home_id = ofsted_grade.home_id
    and registered_places.first_on <= ofsted_grade.last_on
    and registered_places.last_on >= ofsted_grade.first_on
where ofsted_grade.overall is not null
