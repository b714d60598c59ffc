-- Proves: an article tells of one meeting once.
select
    m.meeting_id,
    m.article_id,
    count(*) as copies,
    min(m.title) as title
from store.meeting_reported as m
group by m.meeting_id, m.article_id
having count(*) > 1;
