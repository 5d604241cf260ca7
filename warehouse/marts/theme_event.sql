/*---
mart: theme_event
row: one event of one kind of theme (bullying is an incident too), when and where it began, how long and over what
---*/
with happened as (
    select
        'incident' as kind,
        home_id,
        occurred_on as happened_on,
        occurred_at as happened_at,
        occurred_at_utc as started_at_utc,
        ended_at_utc,
        location,
        behaviour,
        'incidents' as dataset,
        record_id
    from incidents
    where kind <> 'restraint'
    union all
    select
        kind,
        home_id,
        occurred_on as happened_on,
        occurred_at as happened_at,
        occurred_at_utc as started_at_utc,
        ended_at_utc,
        location,
        behaviour,
        'incidents' as dataset,
        record_id
    from incidents
    where kind in ('restraint', 'bullying')
    union all
    select
        'sanction' as kind,
        home_id,
        occurred_on as happened_on,
        occurred_at as happened_at,
        occurred_at_utc as started_at_utc,
        cast(null as timestamp) as ended_at_utc,
        cast(null as varchar) as location,
        behaviour,
        'sanctions' as dataset,
        record_id
    from sanctions
    where not coalesce(is_restorative, false)
    union all
    select
        'missing' as kind,
        home_id,
        missing_from_on as happened_on,
        missing_from_at as happened_at,
        missing_from_at_utc as started_at_utc,
        returned_at_utc as ended_at_utc,
        cast(null as varchar) as location,
        cast(null as varchar) as behaviour,
        'missing_episodes' as dataset,
        record_id
    from missing_episode
    where kind = 'M' and is_under_18
)

select
    kind,
    home_id,
    happened_on,
    -- 1 January 1900 was a Monday, so Monday is 0 and Sunday 6.
    cast(mod(date_diff('day', date '1900-01-01', happened_on), 7) as integer) as weekday,
    cast(extract(hour from happened_at) as integer) as hour,
    location,
    date_diff('second', started_at_utc, ended_at_utc) / 60.0 as minutes,
    behaviour,
    dataset,
    record_id
from happened
