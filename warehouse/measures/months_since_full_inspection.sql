/*---
measure: months_since_full_inspection
kpi: ofsted_rating
title: Months since the last full inspection
kind: snapshot
window: period
unit: months
better: neutral
chart: step
disclosure: public
standards: [13]
source: Framework, key performance indicators, management and delivery; Ofsted inspection framework for children's homes
definition: Whole months from the newest full inspection to the end of the period; for the service, of the home that has waited longest.
numerator: months
denominator: null
combine: max
reads: [calendar_month, home, inspections]
rulings: [full_inspections_only]
note: Monitoring and assurance visits do not start the count anew.
---*/
with full_inspections as (
    select
        inspections.home_id,
        inspections.record_id,
        inspections.inspected_on,
        cast(
            least(
                coalesce(
                    lead(inspections.inspected_on) over (
                        partition by inspections.home_id
                        order by inspections.inspected_on, inspections.record_id
                    ),
                    date '9999-12-31'
                ),
                coalesce(home.closed_on, date '9999-12-31')
            ) - interval '1' day as date
        ) as last_on
    from inspections
    join home on home.home_id = inspections.home_id
    where inspections.kind = 'full'
),

months as (
    select
        full_inspections.home_id,
        full_inspections.record_id,
        full_inspections.inspected_on,
        full_inspections.last_on,
        (year(calendar_month.month_start_on) * 12 + month(calendar_month.month_start_on))
        - (year(full_inspections.inspected_on) * 12 + month(full_inspections.inspected_on)) as months
    from full_inspections
    join calendar_month on calendar_month.month_end_on >= full_inspections.inspected_on
        and calendar_month.month_start_on <= full_inspections.last_on
),

whole_months as (
    select
        home_id,
        record_id,
        months,
        cast(inspected_on + months * interval '1' month as date) as first_on,
        least(
            last_on,
            cast(inspected_on + (months + 1) * interval '1' month - interval '1' day as date)
        ) as last_on
    from months
)

select
    home_id,
    cast(null as varchar) as child_id,
    cast(null as varchar) as staff_id,
    first_on as counted_on,
    last_on as counted_to,
    months as numerator,
    cast(null as integer) as denominator,
    'inspections' as dataset,
    record_id
from whole_months
where first_on <= last_on
