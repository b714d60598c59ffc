-- Which articles are copies or parts of another, and which of the two was first?
-- Welche Artikel sind Abschriften oder Teile eines anderen, und welcher war zuerst da?
select
    n.source_a,
    n.title_a,
    n.source_b,
    n.title_b,
    round(n.similarity, 2) as similarity,
    round(n.containment, 2) as containment,
    case n.first_article when n.article_a then 'a' when n.article_b then 'b' end as first_was
from report.near_duplicates as n
order by n.similarity desc, n.title_a asc, n.title_b asc;

-- answer:
-- source_a | title_a | source_b | title_b | similarity | containment | first_was
-- -------- | ------- | -------- | ------- | ---------- | ----------- | ---------
-- (no rows)
