/*---
measure: level3_on_track_pct
kpi: cpd_participation_rate
title: Care staff on track for the level 3 diploma
kind: distinct
window: period
unit: percent
better: higher
chart: run
disclosure: staff
standards: [13]
source: Framework, appendix B section 6; regulation 32(4) to (6)
definition: Permanent and fixed-term staff in a care role who hold the level 3 diploma or are still within two years of first taking one up, of those employed on the last day of the period.
numerator: staff on track
denominator: staff in a care role
reads: [employment, staff]
rulings: [direct_staff, last_day_employed, level3_two_years, people_once]
note: Staff for whom no start in a care role was sent are left out. A deferral for a break or part-time work is not recorded.
---*/
with care_staff as (
    select
        staff_id,
        min(care_role_started_on) as care_role_started_on,
        min(level3_completed_on) as level3_completed_on
    from staff
    group by staff_id
),

due as (
    select
        employment.staff_id,
        employment.home_id,
        employment.record_id,
        employment.started_on,
        employment.last_day_on,
        care_staff.level3_completed_on,
        cast(care_staff.care_role_started_on + interval '2' year as date) as due_on
    from employment
    join care_staff on care_staff.staff_id = employment.staff_id
    where care_staff.care_role_started_on is not null
)

select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    started_on as counted_on,
    last_day_on as counted_to,
    'last_day' as counts_on,
    0 as numerator,
    1 as denominator,
    'staff' as dataset,
    record_id
from due
union all
select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    started_on as counted_on,
    case when level3_completed_on <= due_on then last_day_on else least(last_day_on, due_on) end as counted_to,
    'last_day' as counts_on,
    1 as numerator,
    0 as denominator,
    'staff' as dataset,
    record_id
from due
where started_on <= due_on
    or level3_completed_on <= due_on
union all
select
    home_id,
    cast(null as varchar) as child_id,
    staff_id,
    greatest(started_on, level3_completed_on) as counted_on,
    last_day_on as counted_to,
    'last_day' as counts_on,
    1 as numerator,
    0 as denominator,
    'staff' as dataset,
    record_id
from due
where level3_completed_on > due_on
    and level3_completed_on <= last_day_on
