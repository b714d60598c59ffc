-- Proves: participants belong to a meeting that the same article tells of.
-- Scope: what was loaded since the last publish.
select
    'participant_reported' as table_name,
    p.telling_id,
    p.participant as culprit
from store.participant_reported as p
left join store.meeting_reported as m on p.telling_id = m.telling_id and p.article_id = m.article_id
where m.telling_id is null;
