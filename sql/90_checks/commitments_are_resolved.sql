-- Proves: each announcement belongs to one commitment, and each commitment was announced.
-- Scope: what was loaded since the last publish.
select
    c.fact_id as culprit,
    count(l.commitment_id) as commitments
from store.commitment_reported as c
left join store.commitment_link as l -- whole
    on c.fact_key = l.fact_key and c.fact_id = l.fact_id and l.step <> 'done'
group by c.fact_id
having count(l.commitment_id) <> 1

union all

select
    c.commitment_id as culprit,
    count(l.fact_id) as commitments
from store.commitment as c
left join store.commitment_link as l -- whole
    on c.commitment_key = l.commitment_key and c.commitment_id = l.commitment_id and l.step = 'announced'
group by c.commitment_id
having count(l.fact_id) <> 1;
