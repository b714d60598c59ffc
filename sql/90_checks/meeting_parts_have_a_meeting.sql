-- Proves: participants and tellings of meetings belong to a meeting that is there.
select
    'meeting_participant' as table_name,
    p.meeting_id,
    p.participant as culprit
from store.meeting_participant as p
left join store.meeting as m on p.meeting_id = m.meeting_id
where m.meeting_id is null

union all

select
    'meeting_article' as table_name,
    p.meeting_id,
    p.article_id as culprit
from store.meeting_article as p
left join store.meeting as m on p.meeting_id = m.meeting_id
where m.meeting_id is null;
