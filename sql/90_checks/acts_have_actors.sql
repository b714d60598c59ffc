-- Proves: an act told as done has somebody who did it, and was not done after its article was read.
-- Scope: what was loaded since the last publish.
select
    t.fact_id,
    t.article_id,
    t.action,
    t.actors,
    t.done_until
from store.act_reported as t
inner join core.article as a on t.article_id = a.article_id
where
    t.action is null
    or coalesce(len(t.actors), 0) = 0
    or t.done_from > t.done_until
    or t.done_until > coalesce(a.published_on, cast(a.fetched_at as date)) + 2;
