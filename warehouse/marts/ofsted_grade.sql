/*---
mart: ofsted_grade
row: one published full inspection with its grades as numbers, 4 outstanding to 1 inadequate, and the days on which they hold
---*/
with graded as (
    select
        home_id,
        record_id,
        inspected_on,
        published_on,
        case overall
            when 'outstanding' then 4
            when 'good' then 3
            when 'requires_improvement' then 2
            when 'inadequate' then 1
        end as overall,
        case helped_and_protected
            when 'outstanding' then 4
            when 'good' then 3
            when 'requires_improvement' then 2
            when 'inadequate' then 1
        end as helped_and_protected,
        case leaders_and_managers
            when 'outstanding' then 4
            when 'good' then 3
            when 'requires_improvement' then 2
            when 'inadequate' then 1
        end as leaders_and_managers
    from inspections
    where kind = 'full'
        and published_on is not null
        and coalesce(overall, helped_and_protected, leaders_and_managers) is not null
),

with_next as (
    select
        graded.home_id,
        graded.record_id,
        graded.inspected_on,
        graded.published_on,
        graded.overall,
        graded.helped_and_protected,
        graded.leaders_and_managers,
        -- Grades hold until those of a newer inspection are published.
        min(newer.published_on) as replaced_on
    from graded
    left join graded as newer on newer.home_id = graded.home_id
        and (
            newer.inspected_on > graded.inspected_on
            or (newer.inspected_on = graded.inspected_on and newer.record_id > graded.record_id)
        )
    group by
        graded.home_id,
        graded.record_id,
        graded.inspected_on,
        graded.published_on,
        graded.overall,
        graded.helped_and_protected,
        graded.leaders_and_managers
)

select
    home_id,
    record_id,
    inspected_on,
    published_on as first_on,
    cast(coalesce(replaced_on, date '9999-12-31') - interval '1' day as date) as last_on,
    overall,
    helped_and_protected,
    leaders_and_managers
from with_next
where replaced_on is null or replaced_on > published_on
