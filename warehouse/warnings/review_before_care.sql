/*---
warning: review_before_care
sentence: This review was held before the child was first looked after.
why: Reviews, health assessments and visits are due from the first day in care; an earlier one starts no clock.
remedy: Check the day of the review and the day the child was first looked after.
---*/
select
    'child_reviews' as dataset,
    child_reviews.record_id,
    'held_on' as column_name
from child_reviews
join children on children.child_id = child_reviews.child_id
where child_reviews.held_on < children.first_looked_after_on
    and child_reviews.kind in ('cla_review', 'health_assessment', 'social_worker_visit')
