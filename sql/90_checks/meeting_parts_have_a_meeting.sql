-- Proves: participants belong to a meeting that the same article tells of, or told of until a person said it is wrong.
-- Scope: what was loaded since the last publish.
select
    'participant_reported' as table_name,
    p.telling_id,
    p.participant as culprit
from store.participant_reported as p
left join store.meeting_reported as m on p.telling_id = m.telling_id and p.article_id = m.article_id
where
    m.telling_id is null
    and not exists (
        select 1
        from store.fact_decided as d
        where
            d.article_id = p.article_id
            and d.state = 'wrong'
            and json_extract_string(d.as_read, '$.telling_id') = p.telling_id
            and d.fact = 'meeting_articles'
    );
