-- How many independent sources stand behind the news about a person? As many as there are rows.
with named as (
    select distinct m.article_id
    from report.mentions as m
    where m.kind = 'person' and m.name = 'Stanislaw Sas'
)

select
    s.origin,
    s.articles,
    s.outlets,
    s.first_on
from report.independent_sources((select list(n.article_id) from named as n)) as s;
