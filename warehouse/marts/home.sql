/*---
mart: home
row: one home as its newest registration describes it
---*/
with registrations as (
    select
        home_id,
        name,
        ofsted_urn,
        registered_places,
        registered_from,
        opened_on,
        closed_on,
        is_short_break,
        record_id,
        row_number() over (
            partition by home_id
            order by coalesce(valid_from, registered_from) desc, record_id desc
        ) as newness
    from homes
)

select
    home_id,
    name,
    ofsted_urn,
    registered_places,
    registered_from,
    opened_on,
    closed_on,
    coalesce(is_short_break, false) as is_short_break,
    record_id
from registrations
where newness = 1
