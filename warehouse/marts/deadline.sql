/*---
mart: deadline
row: one deadline, of an event or of a duty that comes round, with what is decided whatever the hour is now
---*/
with cycles as (
    select
        standard,
        activity,
        dataset,
        record_id,
        home_id,
        child_id,
        staff_id,
        event_on,
        opens_on,
        started_on,
        stopped_on,
        due_on,
        can_be_done_to_on,
        decided
    from cycle_in_window
    union all
    select
        standard,
        activity,
        dataset,
        record_id,
        home_id,
        child_id,
        staff_id,
        event_on,
        opens_on,
        started_on,
        stopped_on,
        due_on,
        can_be_done_to_on,
        decided
    from cycle_by_interval
    union all
    select
        standard,
        activity,
        dataset,
        record_id,
        home_id,
        child_id,
        staff_id,
        event_on,
        opens_on,
        started_on,
        stopped_on,
        due_on,
        can_be_done_to_on,
        decided
    from cycle_once
    union all
    select
        standard,
        activity,
        dataset,
        record_id,
        home_id,
        child_id,
        staff_id,
        event_on,
        opens_on,
        started_on,
        stopped_on,
        due_on,
        can_be_done_to_on,
        decided
    from cycle_of_supervision
)

select
    standard,
    cast(null as varchar) as activity,
    dataset,
    record_id,
    home_id,
    child_id,
    staff_id,
    event_on,
    event_on as opens_on,
    started_at,
    started_on,
    stopped_at,
    stopped_on,
    hours_at_least,
    hours_at_most,
    due_on,
    due_at_utc,
    runs_until_utc,
    overdue_after_utc,
    date '9999-12-31' as can_be_done_to_on,
    is_law,
    false as is_reading,
    decided
from deadline_outcome
union all
select
    cycles.standard,
    cycles.activity,
    cycles.dataset,
    cycles.record_id,
    cycles.home_id,
    cycles.child_id,
    cycles.staff_id,
    cycles.event_on,
    cycles.opens_on,
    cast(null as timestamp) as started_at,
    cycles.started_on,
    cast(null as timestamp) as stopped_at,
    cycles.stopped_on,
    cast(null as double) as hours_at_least,
    cast(null as double) as hours_at_most,
    cycles.due_on,
    cast(null as timestamp) as due_at_utc,
    day.ends_at_utc - interval '1' microsecond as runs_until_utc,
    day.ends_at_utc - interval '1' microsecond as overdue_after_utc,
    cycles.can_be_done_to_on,
    standard_of_cycle.is_law,
    standard_of_cycle.reading_of is not null as is_reading,
    cycles.decided
from cycles
join standard_of_cycle on standard_of_cycle.standard = cycles.standard
left join day on day.day_on = cycles.due_on
