-- Proves: every fact belongs to an article that is there, was read in its newest version, and bears its load, by which
-- it is found.
-- Scope: what was loaded since the last publish.
select
    f.fact,
    f.article_id,
    f.version as fact_version,
    a.version as newest_version,
    f.load_number as fact_load,
    a.load_number as article_load,
    count(*) as facts,
    min(f.fact_id) as first_fact_id
from core.fact as f
left join core.article as a on f.article_id = a.article_id
where a.version is distinct from f.version or a.load_number is distinct from f.load_number
group by all;
