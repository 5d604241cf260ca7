/*---
mart: cycle_subject
row: one home, member of staff or child to whom duties that come round are owed, from when to when, and from which start
---*/
with all_homes as (
    select
        min(registered_from) as registered_from
    from home
    having count(*) > 0
),

child_stays as (
    select
        stay_span.stay_span_id,
        stay_span.child_id,
        stay_span.home_id,
        stay_span.admitted_on,
        stay_span.last_accommodated_on,
        stays.stay_type = 'respite_short_break' or coalesce(stays.legal_status, '') in ('V3', 'V4') as is_short_break,
        children.first_looked_after_on,
        child.school_age_from_on,
        cast(child.adult_on - interval '1' day as date) as last_day_under_18_on,
        cast(stay_span.admitted_on + interval '12' month - interval '1' day as date) as first_year_ends_on
    from stay_span
    join stays on stays.record_id = stay_span.stay_span_id
    join children on children.child_id = stay_span.child_id
    join child on child.child_id = stay_span.child_id
),

plans as (
    select
        child_id,
        min(started_on) as started_on
    from schooling
    where has_ehcp
    group by child_id
),

care_workers as (
    select
        staff_id,
        home_id,
        record_id,
        min(coalesce(care_role_started_on, started_on)) over (partition by staff_id) as started_on,
        max(coalesce(ended_on, date '9999-12-31')) over (partition by staff_id) as last_day_on,
        row_number() over (
            partition by staff_id
            order by coalesce(ended_on, date '9999-12-31') desc, started_on desc, record_id desc
        ) as last_rank
    from staff
    where role_group = 'care' and contract <> 'agency'
),

subjects as (
    select
        'home' as subject,
        'home:' || home_id as owed_to,
        home_id,
        cast(null as varchar) as child_id,
        cast(null as varchar) as staff_id,
        'homes' as dataset,
        record_id,
        registered_from as starts_on,
        registered_from as known_from_on,
        registered_from as from_on,
        coalesce(cast(closed_on - interval '1' day as date), date '9999-12-31') as to_on,
        date '1900-01-01' as counts_from_on
    from home
    union all
    select
        'service' as subject,
        'service' as owed_to,
        cast(null as varchar) as home_id,
        cast(null as varchar) as child_id,
        cast(null as varchar) as staff_id,
        'homes' as dataset,
        cast(null as varchar) as record_id,
        registered_from as starts_on,
        registered_from as known_from_on,
        registered_from as from_on,
        date '9999-12-31' as to_on,
        date '1900-01-01' as counts_from_on
    from all_homes
    union all
    select
        'staff' as subject,
        'staff:' || staff_id as owed_to,
        home_id,
        cast(null as varchar) as child_id,
        staff_id,
        'staff' as dataset,
        record_id,
        joined_on as starts_on,
        joined_on as known_from_on,
        started_on as from_on,
        last_day_on as to_on,
        date '1900-01-01' as counts_from_on
    from staff_service
    union all
    select
        'new_staff' as subject,
        'staff:' || staff_id as owed_to,
        home_id,
        cast(null as varchar) as child_id,
        staff_id,
        'staff' as dataset,
        record_id,
        joined_on as starts_on,
        joined_on as known_from_on,
        joined_on as from_on,
        left_on as to_on,
        joined_on as counts_from_on
    from staff_service
    where is_last
    union all
    select
        'care_worker' as subject,
        'staff:' || staff_id as owed_to,
        home_id,
        cast(null as varchar) as child_id,
        staff_id,
        'staff' as dataset,
        record_id,
        started_on as starts_on,
        started_on as known_from_on,
        started_on as from_on,
        last_day_on as to_on,
        date '1900-01-01' as counts_from_on
    from care_workers
    where last_rank = 1
    union all
    select
        'manager' as subject,
        'staff:' || staff_id as owed_to,
        home_id,
        cast(null as varchar) as child_id,
        staff_id,
        'staff' as dataset,
        record_id,
        started_on as starts_on,
        started_on as known_from_on,
        started_on as from_on,
        coalesce(ended_on, date '9999-12-31') as to_on,
        date '1900-01-01' as counts_from_on
    from staff
    where lower(role) like '%registered manager%' and lower(role) not like '%deputy%'
    union all
    select
        'child' as subject,
        'child:' || child_id as owed_to,
        home_id,
        child_id,
        cast(null as varchar) as staff_id,
        'stays' as dataset,
        stay_span_id as record_id,
        admitted_on as starts_on,
        admitted_on as known_from_on,
        admitted_on as from_on,
        last_accommodated_on as to_on,
        date '1900-01-01' as counts_from_on
    from child_stays
    union all
    select
        'looked_after_child' as subject,
        'child:' || child_id as owed_to,
        home_id,
        child_id,
        cast(null as varchar) as staff_id,
        'stays' as dataset,
        stay_span_id as record_id,
        first_looked_after_on as starts_on,
        admitted_on as known_from_on,
        admitted_on as from_on,
        least(last_accommodated_on, last_day_under_18_on) as to_on,
        date '1900-01-01' as counts_from_on
    from child_stays
    where not is_short_break
    union all
    select
        'pupil' as subject,
        'child:' || child_id as owed_to,
        home_id,
        child_id,
        cast(null as varchar) as staff_id,
        'stays' as dataset,
        stay_span_id as record_id,
        greatest(admitted_on, school_age_from_on) as starts_on,
        greatest(admitted_on, school_age_from_on) as known_from_on,
        greatest(admitted_on, school_age_from_on) as from_on,
        least(last_accommodated_on, last_day_under_18_on) as to_on,
        date '1900-01-01' as counts_from_on
    from child_stays
    where not is_short_break
    union all
    select
        'child_with_plan' as subject,
        'child:' || child_stays.child_id as owed_to,
        child_stays.home_id,
        child_stays.child_id,
        cast(null as varchar) as staff_id,
        'stays' as dataset,
        child_stays.stay_span_id as record_id,
        plans.started_on as starts_on,
        child_stays.admitted_on as known_from_on,
        greatest(child_stays.admitted_on, plans.started_on) as from_on,
        child_stays.last_accommodated_on as to_on,
        date '1900-01-01' as counts_from_on
    from child_stays
    join plans on plans.child_id = child_stays.child_id
    union all
    select
        'placement' as subject,
        'child:' || child_id as owed_to,
        home_id,
        child_id,
        cast(null as varchar) as staff_id,
        'stays' as dataset,
        stay_span_id as record_id,
        admitted_on as starts_on,
        admitted_on as known_from_on,
        admitted_on as from_on,
        least(last_accommodated_on, last_day_under_18_on, first_year_ends_on) as to_on,
        admitted_on as counts_from_on
    from child_stays
    where not is_short_break
)

select
    subject || ' ' || owed_to || ' ' || coalesce(record_id, '') as subject_id,
    subject,
    owed_to,
    home_id,
    child_id,
    staff_id,
    dataset,
    record_id,
    starts_on,
    known_from_on,
    from_on,
    to_on,
    counts_from_on,
    -- Who moves on the next day takes what is due along to the next home.
    counts_from_on < from_on and coalesce(
        date_diff('day', to_on, lead(from_on) over (partition by subject, owed_to order by from_on, record_id)) <= 1,
        false
    ) as goes_on
from subjects
where from_on <= to_on
