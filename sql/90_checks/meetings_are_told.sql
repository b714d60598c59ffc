-- Proves: a meeting stands once, and at least one article tells of it.
with tellings as (
    select distinct t.meeting_id
    from store.meeting_article as t
)

select
    m.meeting_id,
    count(*) as copies,
    count(t.meeting_id) > 0 as is_told,
    min(m.title) as title
from store.meeting as m
left join tellings as t on m.meeting_id = t.meeting_id
group by m.meeting_id
having count(*) > 1 or count(t.meeting_id) = 0;
