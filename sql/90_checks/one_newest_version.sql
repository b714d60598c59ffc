-- Proves: exactly one version of each article is marked newest, and it is the one with the highest number.
select
    a.article_id,
    count(*) filter (where a.is_newest) as newest_versions,
    max(a.version) as last_version,
    max(a.version) filter (where a.is_newest) as newest_version
from store.article as a
group by a.article_id
having count(*) filter (where a.is_newest) <> 1 or max(a.version) <> max(a.version) filter (where a.is_newest);
