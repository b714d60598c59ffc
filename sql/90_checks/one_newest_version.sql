-- Proves: exactly one version of each article is marked newest, and it is the one with the highest number; none of an
-- article whose text is now another's, or that stands at no address any more.
-- Scope: the whole file, when it is maintained.
with resting as (
    select k.address_id
    from store.article_address as k
    where k.article_id <> k.address_id
),

-- articles that stand at no address any more have no newest version either
standing as (
    select k.address_id
    from store.article_address as k
)

select
    a.article_id,
    count(*) filter (where a.is_newest) as newest_versions,
    max(a.version) as last_version,
    max(a.version) filter (where a.is_newest) as newest_version
from store.article as a
group by a.article_id
having
    (count(*) filter (where a.is_newest) <> 1 or max(a.version) <> max(a.version) filter (where a.is_newest))
    and not (count(*) filter (where a.is_newest) = 0 and a.article_id in (select r.address_id from resting as r))
    and not (
        count(*) filter (where a.is_newest) = 0
        and a.article_id not in (select s.address_id from standing as s)
    );
