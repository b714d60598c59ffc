-- Proves: every fact belongs to an article that is there, and was read in its newest version.
-- Scope: what was loaded since the last publish.
select
    f.fact,
    f.article_id,
    f.version as fact_version,
    a.version as newest_version,
    count(*) as facts,
    min(f.fact_id) as first_fact_id
from core.fact as f
left join core.article as a on f.article_id = a.article_id
where a.version is distinct from f.version
group by all;
