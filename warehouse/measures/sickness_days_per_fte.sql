/*---
measure: sickness_days_per_fte
kpi: staff_absence
title: Days of sickness a full-time post
kind: ratio
window: 12m
unit: days_per_fte
better: lower
chart: run
disclosure: staff
standards: [13]
source: Framework, appendix B section 7; regulation 33
definition: Days of sickness in the 12 months to the end of the period, for every full-time post held over those months.
numerator: days
denominator: full-time posts
reads: [absence_run, staff_spell]
rulings: [direct_staff, last_day_employed, sickness_days, fte_known, sum_of_homes]
note: Every day of the week counts, days off too, as the rota is not sent; so it lies above figures in working days.
---*/
select
    staff_spell.home_id,
    cast(null as varchar) as child_id,
    staff_spell.staff_id,
    greatest(staff_spell.started_on, absence_run.first_on) as counted_on,
    least(staff_spell.last_day_on, absence_run.last_on) as counted_to,
    true as counts_when_past,
    staff_spell.fte as numerator,
    0 as denominator,
    'staff_absence' as dataset,
    absence_run.record_id
from absence_run
join staff_spell on staff_spell.staff_id = absence_run.staff_id
    and staff_spell.started_on <= absence_run.last_on
    and staff_spell.last_day_on >= absence_run.first_on
where absence_run.looked_at_for = 'sickness'
union all
select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    started_on as counted_on,
    last_day_on as counted_to,
    true as counts_when_past,
    0 as numerator,
    fte / 365 as denominator,
    'staff' as dataset,
    record_id
from staff_spell
