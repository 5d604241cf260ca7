/*---
measure: philomena_followed_pct
kpi: missing_children_and_episodes
title: Philomena protocol followed
kind: ratio
window: period
unit: percent
better: higher
chart: interval
disclosure: process
standards: [12]
source: Framework, appendix B section 12
definition: Missing episodes (M) that started in the period in which the Philomena protocol was followed, of those of which it is recorded whether it was.
numerator: episodes in which it was followed
denominator: episodes
reads: [missing_episode, missing_episode_part, missing_episodes]
rulings: [episodes_merge, under_18, home_on_the_record, started_in_period, blank_is_not_no, sum_of_homes]
note: An episode without an answer is left out; ask for the answer rather than taking it for a no.
---*/
with answers as (
    select
        missing_episode_part.episode_record_id,
        max(case when missing_episodes.is_philomena_followed then 1 else 0 end) as is_followed
    from missing_episode_part
    join missing_episodes on missing_episodes.record_id = missing_episode_part.record_id
    where missing_episodes.is_philomena_followed is not null
    group by missing_episode_part.episode_record_id
)

select
    missing_episode.home_id,
    missing_episode.child_id,
    cast(null as varchar) as staff_id,
    missing_episode.missing_from_on as counted_on,
    answers.is_followed as numerator,
    1 as denominator,
    'missing_episodes' as dataset,
    missing_episode.record_id
from missing_episode
join answers on answers.episode_record_id = missing_episode.record_id
where missing_episode.kind = 'M' and missing_episode.is_under_18
