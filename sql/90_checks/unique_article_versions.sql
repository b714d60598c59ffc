-- Proves: an article has each of its versions once.
-- Scope: what was loaded since the last publish.
select
    a.article_id,
    a.version,
    count(*) as copies,
    min(a.address) as address
from store.article as a
group by a.article_id, a.version
having count(*) > 1 or a.article_id is null or a.version is null;
