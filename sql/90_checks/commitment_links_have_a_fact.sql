-- Proves: what is linked to a commitment is a fact of the newest version of its article, with the same proof.
select
    l.commitment_id,
    l.fact,
    l.fact_id,
    l.article_id
from store.commitment_link as l
left join store.commitment as c on l.commitment_id = c.commitment_id
left join core.fact as f
    on l.fact = f.fact and l.fact_id = f.fact_id and l.article_id = f.article_id and l.char_start = f.char_start
where f.fact_id is null or c.commitment_id is null;
