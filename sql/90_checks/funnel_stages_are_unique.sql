-- Proves: a run counts each stage of each source once.
select
    f.run_id,
    f.source,
    f.stage,
    count(*) as copies
from store.funnel as f
group by f.run_id, f.source, f.stage
having count(*) > 1;
