-- Proves: the rule of every fact is in reference.rule.
-- Scope: what was loaded since the last publish.
with rules_used as (
    select
        f.fact,
        f.rule,
        count(*) as facts,
        min(f.article_id) as first_article_id
    from core.fact as f
    group by f.fact, f.rule
)

select
    u.fact,
    u.rule,
    u.facts,
    u.first_article_id
from rules_used as u
left join reference.rule as r on u.rule = r.rule
where r.rule is null;
