-- Proves: a run stands once in store.run.
select
    r.run_id,
    count(*) as copies
from store.run as r
group by r.run_id
having count(*) > 1 or r.run_id is null;
