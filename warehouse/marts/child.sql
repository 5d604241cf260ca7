/*---
mart: child
row: one child, with the days on which law changes what counts
---*/
with birthdays as (
    select
        child_id,
        date_of_birth,
        year(date_of_birth) as birth_year,
        month(date_of_birth) as birth_month,
        day(date_of_birth) as birth_day
    from children
),

adulthood as (
    select
        child_id,
        date_of_birth,
        birth_month,
        -- A child born on 29 February comes of age on 1 March of a year that has no 29 February.
        case
            when birth_month = 2 and birth_day = 29 and (birth_year + 18) % 4 <> 0 then make_date(birth_year + 18, 3, 1)
            else make_date(birth_year + 18, birth_month, birth_day)
        end as adult_on,
        case
            when birth_month between 4 and 8 then make_date(birth_year + 5, 9, 1)
            when birth_month >= 9 then make_date(birth_year + 6, 1, 1)
            else make_date(birth_year + 5, 4, 1)
        end as school_age_from_on,
        -- The school year in which the child turns 16 ends in the summer after that birthday.
        case
            when birth_month >= 9 then make_date(birth_year + 17, 6, 30)
            else make_date(birth_year + 16, 6, 30)
        end as june_ends_on
    from birthdays
)

select
    child_id,
    date_of_birth,
    adult_on,
    school_age_from_on,
    -- 1 January 2001 was a Monday, so the remainder is 0 on Mondays and 4 on Fridays.
    cast(
        june_ends_on - ((date_diff('day', date '2001-01-01', june_ends_on) % 7 + 3) % 7) * interval '1' day as date
    ) as school_age_to_on
from adulthood
