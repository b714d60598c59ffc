-- Proves: every paragraph belongs to the newest version of an article that is there.
-- Scope: what was loaded since the last publish.
select
    p.article_id,
    p.version as paragraph_version,
    a.version as newest_version,
    count(*) as paragraphs
from store.paragraph as p
left join core.article as a on p.article_id = a.article_id
where a.version is distinct from p.version
group by all;
