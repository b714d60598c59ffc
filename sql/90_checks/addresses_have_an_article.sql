-- Proves: every address belongs to an article that is there, stands once, and every article has its own.
-- Scope: the whole file, when it is maintained.
select
    k.address_id,
    k.address,
    k.article_id,
    count(*) as copies
from store.article_address as k
left join core.article as a on k.article_id = a.article_id
group by k.address_id, k.address, k.article_id
having count(*) > 1 or count(a.article_id) = 0

union all

select
    a.article_id as address_id,
    a.address,
    a.article_id,
    0 as copies
from core.article as a
left join store.article_address as k on a.article_id = k.address_id
where k.article_id is distinct from a.article_id;
