/*---
mart: health_appointment
row: one health appointment of one child, when it was due and the home where the child lives that day
---*/
with placed as (
    select
        health_appointments.record_id,
        health_appointments.child_id,
        stay_span.home_id,
        health_appointments.kind,
        health_appointments.booked_for,
        health_appointments.booked_for_utc,
        health_appointments.booked_for_on,
        health_appointments.outcome,
        row_number() over (
            partition by health_appointments.record_id
            order by stay_span.admitted_on desc, stay_span.stay_span_id desc
        ) as preference
    from health_appointments
    join stay_span on stay_span.child_id = health_appointments.child_id
        and health_appointments.booked_for_on >= stay_span.admitted_on
        and health_appointments.booked_for_on <= stay_span.last_night_on
)

select
    record_id,
    child_id,
    home_id,
    kind,
    booked_for as due_at,
    -- A day without a time is over when it ends.
    coalesce(booked_for_utc, cast(booked_for_on + interval '1' day as timestamp)) as due_at_utc,
    booked_for_on as due_on,
    outcome
from placed
where preference = 1
