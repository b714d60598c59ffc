-- Proves: decisions and what was made of them agree: each stands once, each in force has one outcome and no other has
-- one, and a fact that was decided is in its table unless it is wrong.
with outcomes as (
    select
        o.decision_id,
        count(*) as entries
    from store.decision_outcome as o
    group by o.decision_id
),

laid as (
    select
        f.fact,
        f.fact_id,
        f.state,
        unnest(f.decisions) as decision_id
    from store.fact_decided as f
),

standing as (
    select
        f.fact,
        f.fact_id
    from core.fact as f
    where f.fact_id in (select d.fact_id from store.fact_decided as d)
)

select
    'a decision stands twice' as wrong,
    d.decision_id as id
from store.decision as d
group by d.decision_id
having count(*) > 1

union all

select
    'a decision in force has not one outcome' as wrong,
    c.decision_id as id
from core.decision as c
left join outcomes as o on c.decision_id = o.decision_id
where c.is_in_force and o.entries is distinct from 1

union all

select
    'an outcome of no decision in force' as wrong,
    o.decision_id as id
from outcomes as o
left join core.decision as c on o.decision_id = c.decision_id
where not coalesce(c.is_in_force, false)

union all

select
    'a fact was decided by no decision that is applied' as wrong,
    l.fact_id as id
from laid as l
left join core.decision as c on l.decision_id = c.decision_id
where c.state is distinct from 'applied'

union all

select
    'a fact was decided twice' as wrong,
    f.fact_id as id
from store.fact_decided as f
group by f.fact, f.fact_id
having count(*) > 1

union all

select
    'a wrong fact stands, or a right one does not' as wrong,
    f.fact_id as id
from store.fact_decided as f
left join standing as s on f.fact = s.fact and f.fact_id = s.fact_id
where (f.state = 'wrong') = (s.fact_id is not null);
