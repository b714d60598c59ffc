-- Proves: what is linked to a commitment is a fact of the newest version of its article, with the same proof.
-- Scope: what was loaded since the last publish.
with links as (
    select
        l.commitment_id,
        l.commitment_key,
        l.fact,
        l.fact_id,
        l.article_id,
        l.char_start
    from store.commitment_link as l -- whole
    where l.article_key in (select a.article_key from store.article as a)
)

select
    l.commitment_id,
    l.fact,
    l.fact_id,
    l.article_id
from links as l
left join store.commitment as c -- whole
    on l.commitment_key = c.commitment_key and l.commitment_id = c.commitment_id
left join core.fact as f
    on l.fact = f.fact and l.fact_id = f.fact_id and l.article_id = f.article_id and l.char_start = f.char_start
where f.fact_id is null or c.commitment_id is null;
