-- One Documentation per article telling of one meeting; its summary is what the article says. What is told of a meeting
-- during a visit also shows the visit: one fact, two meetings.
select
    ftm_id('documentation', concat_ws(chr(31), t.fact_id, t.meeting_id)) as id,
    ftm_id('article', t.article_id) as document,
    ftm_id('event', t.meeting_id) as entity,
    t.status_told as role,
    cast(a.published_on as varchar) as date,
    t.surface as summary,
    t.fact_id as record_id,
    a.url as source_url,
    ftm_publisher(a.source, a.url) as publisher
from report.meeting_articles as t
inner join report.articles as a on t.article_id = a.article_id
order by t.fact_id, t.meeting_id;
