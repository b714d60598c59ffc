-- Proves: a telling is stored once.
-- Scope: what was loaded since the last publish.
select
    m.telling_id,
    m.article_id,
    count(*) as copies,
    min(m.title) as title
from store.meeting_reported as m
group by m.telling_id, m.article_id
having count(*) > 1;
