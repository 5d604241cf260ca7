/*---
measure: same_placement_2y_pct
kpi: placement_stability_rate
title: Children two years in the same placement
kind: distinct
window: period
unit: percent
better: higher
chart: interval
disclosure: child
standards: [14]
source: Framework, key performance indicators, management and delivery; statistics on looked-after children, stability measures
definition: Children under 16, looked after for at least two and a half years without a break, who have been in the same placement for two years or more at the end of the period.
numerator: children two years in one placement
denominator: children
reads: [children, placement, stays]
rulings: [residence, placements_counted, short_breaks_left_out, people_once]
note: In a home of teenagers hardly any child is asked about, and then there is no figure.
---*/
with residents as (
    select
        stays.child_id,
        stays.home_id,
        stays.admitted_on,
        cast(
            least(
                coalesce(stays.discharged_on, date '9999-12-31'),
                cast(children.date_of_birth + interval '16' year as date)
            ) - interval '1' day as date
        ) as last_on,
        stays.record_id
    from stays
    join children on children.child_id = stays.child_id
    where stays.stay_type <> 'respite_short_break'
        and coalesce(stays.legal_status, '') not in ('V3', 'V4')
),

-- On the day of a move a child is in the new placement.
placements_in_order as (
    select
        child_id,
        care_since_on,
        started_on,
        least(
            last_day_on,
            coalesce(
                cast(
                    lead(started_on) over (partition by child_id order by started_on, last_day_on) - interval '1' day
                    as date
                ),
                last_day_on
            )
        ) as last_day_on
    from placement
),

placed as (
    select
        residents.child_id,
        residents.home_id,
        residents.record_id,
        greatest(
            residents.admitted_on,
            placements_in_order.started_on,
            cast(placements_in_order.care_since_on + interval '30' month as date)
        ) as first_on,
        least(residents.last_on, placements_in_order.last_day_on) as last_on,
        cast(placements_in_order.started_on + interval '2' year as date) as two_years_on
    from residents
    join placements_in_order on placements_in_order.child_id = residents.child_id
)

select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    first_on as counted_on,
    last_on as counted_to,
    'last_day' as counts_on,
    0 as numerator,
    1 as denominator,
    'stays' as dataset,
    record_id
from placed
where first_on <= last_on
union all
select
    home_id,
    child_id,
    cast(null as varchar) as staff_id,
    greatest(first_on, two_years_on) as counted_on,
    last_on as counted_to,
    'last_day' as counts_on,
    1 as numerator,
    0 as denominator,
    'stays' as dataset,
    record_id
from placed
where greatest(first_on, two_years_on) <= last_on
