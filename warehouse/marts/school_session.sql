/*---
mart: school_session
row: one session (morning or afternoon) of one child of compulsory school age, with the mark that counts and where the child lived
---*/
with marks as (
    select
        attendance.record_id,
        attendance.child_id,
        attendance."date" as session_on,
        attendance."session" as half_day,
        attendance.mark,
        attendance.received_on,
        attendance_code.mark_class,
        coalesce(attendance_code.in_numerator, 0) as in_numerator,
        coalesce(attendance_code.in_denominator, 0) as in_denominator,
        row_number() over (
            partition by attendance.child_id, attendance."date", attendance."session"
            order by
                case when attendance.mark is null then 2 when attendance.mark = 'D' then 1 else 0 end,
                coalesce(attendance.received_on, date '1900-01-01') desc,
                attendance.record_id desc
        ) as preference
    from attendance
    left join attendance_code on attendance_code.code = attendance.mark
        and (attendance_code.valid_from is null or attendance."date" >= attendance_code.valid_from)
        and (attendance_code.valid_to is null or attendance."date" <= attendance_code.valid_to)
),

lived_in as (
    select
        marks.record_id,
        stay_span.home_id,
        row_number() over (
            partition by marks.record_id
            order by stay_span.admitted_on desc, stay_span.stay_span_id desc
        ) as preference
    from marks
    join stay_span on stay_span.child_id = marks.child_id
        and marks.session_on >= stay_span.admitted_on
        and marks.session_on <= stay_span.last_night_on
    where marks.preference = 1
)

select
    marks.record_id,
    marks.child_id,
    lived_in.home_id,
    marks.session_on,
    marks.half_day,
    marks.mark,
    marks.mark_class,
    marks.in_numerator,
    marks.in_denominator
from marks
join child on child.child_id = marks.child_id
join lived_in on lived_in.record_id = marks.record_id and lived_in.preference = 1
where marks.preference = 1
    and marks.session_on >= child.school_age_from_on
    and marks.session_on <= child.school_age_to_on
