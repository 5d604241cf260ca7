/*---
measure: vacancy_pct
kpi: staff_turnover_rate
title: Vacant posts
kind: ratio
window: period
unit: percent
better: lower
chart: run
disclosure: process
standards: [13]
source: Framework, key performance indicators, management and delivery; appendix B section 3; regulation 32
definition: Posts that nobody held, of the posts the home should have.
numerator: posts vacant
denominator: posts
reads: [posts]
rulings: [sum_of_homes]
note: Over several months each month's posts count, so the figure is their average.
---*/
select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    "month" as counted_on,
    vacant_posts as numerator,
    established_posts as denominator,
    'posts' as dataset,
    record_id
from posts
