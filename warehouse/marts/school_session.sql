/*---
mart: school_session
row: one session (morning or afternoon) of one child of compulsory school age, with the mark that counts and where the child lived
---*/
with marks as (
    select
        attendance.record_id,
        attendance.child_id,
        stay_span.home_id,
        attendance."date" as session_on,
        attendance."session" as half_day,
        attendance.mark,
        row_number() over (
            partition by attendance.child_id, attendance."date", attendance."session"
            order by
                case when attendance.mark is null then 2 when attendance.mark = 'D' then 1 else 0 end,
                coalesce(attendance.received_on, date '1900-01-01') desc,
                attendance.record_id desc,
                stay_span.admitted_on desc,
                stay_span.stay_span_id desc
        ) as preference
    from attendance
    join child on child.child_id = attendance.child_id
        and attendance."date" >= child.school_age_from_on
        and attendance."date" <= child.school_age_to_on
    join stay_span on stay_span.child_id = attendance.child_id
        and attendance."date" >= stay_span.admitted_on
        and attendance."date" <= stay_span.last_night_on
)

select
    marks.record_id,
    marks.child_id,
    marks.home_id,
    marks.session_on,
    marks.half_day,
    marks.mark,
    attendance_code.mark_class,
    coalesce(attendance_code.in_numerator, 0) as in_numerator,
    coalesce(attendance_code.in_denominator, 0) as in_denominator
from marks
left join attendance_code on attendance_code.code = marks.mark
    and (attendance_code.valid_from is null or marks.session_on >= attendance_code.valid_from)
    and (attendance_code.valid_to is null or marks.session_on <= attendance_code.valid_to)
where marks.preference = 1
