/*---
mart: cycle_window_day
row: one day of a month, week, quarter, financial year, term or rolling year in which something has to be done
---*/
with windows as (
    select
        'month' as each,
        month_start_on as opens_on,
        month_start_on as first_on,
        month_end_on as last_on
    from calendar_month
    union all
    -- 1 January 2001 was a Monday.
    select
        'week' as each,
        day_on as opens_on,
        day_on as first_on,
        cast(day_on + interval '6' day as date) as last_on
    from day
    where date_diff('day', date '2001-01-01', day_on) % 7 = 0
    union all
    select
        'quarter' as each,
        month_start_on as opens_on,
        month_start_on as first_on,
        last_day(cast(month_start_on + interval '2' month as date)) as last_on
    from calendar_month
    where month(month_start_on) in (1, 4, 7, 10)
    union all
    select
        'financial_year' as each,
        month_start_on as opens_on,
        month_start_on as first_on,
        last_day(cast(month_start_on + interval '11' month as date)) as last_on
    from calendar_month
    where month(month_start_on) = 4
    union all
    select
        'rolling_year' as each,
        month_start_on as opens_on,
        cast(month_start_on - interval '11' month as date) as first_on,
        month_end_on as last_on
    from calendar_month
    union all
    select
        'term' as each,
        first_on as opens_on,
        first_on,
        last_on
    from school_term
)

select
    windows.each,
    windows.opens_on,
    windows.first_on,
    windows.last_on,
    day.day_on
from windows
join day on day.day_on >= windows.first_on and day.day_on <= windows.last_on
