/*---
mart: deadline_outcome
row: one deadline clock with its shortest and longest possible time, when it runs out, and what is decided whatever the hour is now
---*/
with working_days as (
    select
        day_on,
        working_day_number
    from day
    where is_working_day
),

measured as (
    select
        deadline_clock.standard,
        deadline_clock.unit,
        deadline_clock.dataset,
        deadline_clock.record_id,
        deadline_clock.home_id,
        deadline_clock.child_id,
        deadline_clock.staff_id,
        deadline_clock.event_on,
        deadline_clock.is_not_required,
        deadline_clock.is_declined,
        deadline_clock.started_at,
        deadline_clock.started_on,
        deadline_clock.started_from_utc,
        deadline_clock.started_to_utc,
        deadline_clock.stopped_at,
        deadline_clock.stopped_on,
        deadline_clock.target,
        deadline_clock.most,
        deadline_clock.statutory,
        deadline_clock.limit_is,
        started_day.working_day_number as started_number,
        date_diff('second', deadline_clock.started_to_utc, deadline_clock.stopped_from_utc) / 3600.0 as hours_at_least,
        date_diff('second', deadline_clock.started_from_utc, deadline_clock.stopped_to_utc) / 3600.0 as hours_at_most,
        case
            when deadline_clock.unit = 'working_days'
                then stopped_day.working_day_number - started_day.working_day_number
            when deadline_clock.unit <> 'hours'
                then date_diff('day', deadline_clock.started_on, deadline_clock.stopped_on)
        end as days_taken
    from deadline_clock
    left join day as started_day on started_day.day_on = deadline_clock.started_on
    left join day as stopped_day on stopped_day.day_on = deadline_clock.stopped_on
),

-- Days are told by the calendar, so a day without a time still decides them; hours may lie on both sides of a limit.
taken as (
    select
        standard,
        unit,
        dataset,
        record_id,
        home_id,
        child_id,
        staff_id,
        event_on,
        is_not_required,
        is_declined,
        started_at,
        started_on,
        started_from_utc,
        started_to_utc,
        stopped_at,
        stopped_on,
        target,
        most,
        statutory,
        limit_is,
        started_number,
        hours_at_least,
        hours_at_most,
        coalesce(stopped_on < started_on or hours_at_most < 0, false) as is_stopped_before_start,
        coalesce(cast(days_taken as double), hours_at_least) as at_least,
        coalesce(cast(days_taken as double), hours_at_most) as at_most
    from measured
),

graded as (
    select
        taken.standard,
        taken.unit,
        taken.dataset,
        taken.record_id,
        taken.home_id,
        taken.child_id,
        taken.staff_id,
        taken.event_on,
        taken.is_not_required,
        taken.is_declined,
        taken.started_at,
        taken.started_on,
        taken.started_from_utc,
        taken.started_to_utc,
        taken.stopped_at,
        taken.stopped_on,
        taken.limit_is,
        coalesce(taken.statutory <= taken.limit_is, false) as is_law,
        taken.hours_at_least,
        taken.hours_at_most,
        taken.is_stopped_before_start,
        case
            when taken.at_least <= taken.limit_is then 'met'
            when taken.at_least > taken.statutory then 'breached_statutory'
            when taken.at_least <= taken.most then 'late_within_max'
            else 'breached_local'
        end as grade_at_least,
        case
            when taken.at_most <= taken.limit_is then 'met'
            when taken.at_most > taken.statutory then 'breached_statutory'
            when taken.at_most <= taken.most then 'late_within_max'
            else 'breached_local'
        end as grade_at_most,
        case
            when taken.unit = 'working_days' then due_working_day.day_on
            else cast(taken.started_on + taken.limit_is * interval '1' day as date)
        end as due_on
    from taken
    left join working_days as due_working_day
        on due_working_day.working_day_number
        = case when taken.unit = 'working_days' then taken.started_number + cast(taken.limit_is as integer) end
)

select
    graded.standard,
    graded.unit,
    graded.dataset,
    graded.record_id,
    graded.home_id,
    graded.child_id,
    graded.staff_id,
    graded.event_on,
    graded.started_at,
    graded.started_on,
    graded.started_to_utc,
    graded.stopped_at,
    graded.stopped_on,
    graded.hours_at_least,
    graded.hours_at_most,
    graded.is_stopped_before_start,
    graded.is_law,
    -- A limit in days is a day; one in hours an instant, or a day where the clock's start is one.
    case
        when graded.limit_is is null then null
        when graded.unit <> 'hours' then graded.due_on
        when graded.started_at is null then cast(graded.started_on + graded.limit_is * interval '1' hour as date)
    end as due_on,
    case
        when graded.unit = 'hours' and graded.started_at is not null
            then graded.started_from_utc + graded.limit_is * interval '1' hour
    end as due_at_utc,
    -- Until the first the clock surely still runs; after the second it has surely run out.
    case
        when graded.unit = 'hours' then graded.started_from_utc + graded.limit_is * interval '1' hour
        else due_day.ends_at_utc - interval '1' microsecond
    end as runs_until_utc,
    case
        when graded.unit = 'hours' then graded.started_to_utc + graded.limit_is * interval '1' hour
        else due_day.ends_at_utc - interval '1' microsecond
    end as overdue_after_utc,
    case
        when graded.is_not_required then 'not_required'
        when graded.is_declined then 'declined_offered'
        when graded.limit_is is null then 'no_standard'
        when graded.stopped_on is null then 'open'
        when graded.is_stopped_before_start or graded.grade_at_least <> graded.grade_at_most then 'indeterminate'
        else graded.grade_at_most
    end as decided
from graded
left join day as due_day on due_day.day_on = graded.due_on
