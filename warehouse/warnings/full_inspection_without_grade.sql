/*---
warning: full_inspection_without_grade
sentence: The report of this full inspection is published, but no grade was sent.
why: The grades of the inspection before go on holding.
remedy: Send the grades that were published.
---*/
select
    'inspections' as dataset,
    record_id,
    'overall' as column_name
from inspections
where kind = 'full'
    and published_on is not null
    and coalesce(overall, helped_and_protected, leaders_and_managers) is null
