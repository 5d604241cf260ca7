/*---
mart: stay_span
row: an unbroken time of one child in one home, overlapping stays taken together
---*/
select
    stay_span_id,
    child_id,
    home_id,
    min(admitted_on) as admitted_on,
    max(left_on) as left_on,
    -- The night of discharge is not spent here; a same-day stay has no last night.
    case
        when max(left_on) > min(admitted_on) then cast(max(left_on) - interval '1' day as date)
    end as last_night_on,
    case
        when max(left_on) > min(admitted_on) then cast(max(left_on) - interval '1' day as date)
        else min(admitted_on)
    end as last_accommodated_on
from stay_span_part
group by
    stay_span_id,
    child_id,
    home_id
