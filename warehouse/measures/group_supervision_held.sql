/*---
measure: group_supervision_held
kpi: supervision_timeliness_rate
title: Months with group supervision
kind: ratio
window: period
unit: percent
better: higher
chart: run
disclosure: process
standards: [13]
source: Framework, activity, group supervision; appendix B section 22
definition: Months in which staff of the home had group supervision with minutes, of the months in which it was open.
numerator: months with group supervision
denominator: months
reads: [employment, home, home_month, meetings, supervision]
rulings: [whole_months, sum_of_homes]
note: A meeting counts with minutes, a row of supervision once its record is signed.
---*/
with sessions as (
    select
        home_id,
        held_on,
        'meetings' as dataset,
        record_id
    from meetings
    where kind = 'group_supervision'
        and has_minutes
    union all
    select
        employment.home_id,
        supervision.held_on,
        'supervision' as dataset,
        supervision.record_id
    from supervision
    join employment on employment.staff_id = supervision.staff_id
        and employment.started_on <= supervision.held_on
        and employment.last_day_on >= supervision.held_on
    where supervision.kind = 'group'
        and supervision.status = 'held'
        and supervision.record_signed_on is not null
),

first_sessions as (
    select
        home_month.home_id,
        home_month.month_end_on,
        home_month.record_id as home_record_id,
        sessions.dataset,
        sessions.record_id,
        row_number() over (
            partition by home_month.home_id, home_month.month_end_on
            order by sessions.held_on, sessions.dataset, sessions.record_id
        ) as place
    from home_month
    join home on home.home_id = home_month.home_id
        and home.opened_on <= home_month.month_start_on
    left join sessions on sessions.home_id = home_month.home_id
        and sessions.held_on >= home_month.month_start_on
        and sessions.held_on <= home_month.month_end_on
)

select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    month_end_on as counted_on,
    true as counts_when_past,
    case when record_id is null then 0 else 1 end as numerator,
    1 as denominator,
    coalesce(dataset, 'homes') as dataset,
    coalesce(record_id, home_record_id) as record_id
from first_sessions
where place = 1
