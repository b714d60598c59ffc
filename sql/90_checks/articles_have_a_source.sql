-- Proves: the source of every article is in reference.source.
-- Scope: what was loaded since the last publish.
select
    a.source,
    count(*) as articles,
    min(a.article_id) as first_article_id
from store.article as a
left join reference.source as s on a.source = s.source
where s.source is null
group by a.source;
