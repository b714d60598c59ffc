-- Proves: no article is published more than two days after it was fetched (two days leave room for time zones).
-- Scope: what was loaded since the last publish.
select
    a.article_id,
    a.version,
    a.source,
    a.published_at,
    a.fetched_at,
    a.published_rule
from store.article as a
where a.published_at > a.fetched_at + interval 2 days;
