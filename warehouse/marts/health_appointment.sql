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
    placed.record_id,
    placed.child_id,
    placed.home_id,
    placed.kind,
    placed.booked_for as due_at,
    -- A day without a time is over with its last instant here.
    coalesce(placed.booked_for_utc, day.ends_at_utc - interval '1' microsecond) as due_at_utc,
    placed.booked_for_on as due_on,
    placed.outcome
from placed
left join day on day.day_on = placed.booked_for_on
where placed.preference = 1
