-- Proves: a fact id stands once in its table.
-- Scope: what was loaded since the last publish.
select
    f.fact,
    f.fact_id,
    count(*) as copies,
    min(f.article_id) as first_article_id,
    max(f.article_id) as last_article_id
from core.fact as f
group by f.fact, f.fact_id
having count(*) > 1 or f.fact_id is null;
