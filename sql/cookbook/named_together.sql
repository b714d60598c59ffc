-- Which persons are named in the same articles, and how often?
-- Welche Personen werden in denselben Artikeln genannt, und wie oft?
with named as (
    select distinct
        m.article_id,
        m.name
    from report.mentions as m
    where m.kind = 'person'
)

select
    a.name as one,
    b.name as other,
    count(*) as articles
from named as a
inner join named as b on a.article_id = b.article_id and a.name < b.name
group by a.name, b.name
order by articles desc, one asc, other asc;

-- answer:
-- one                   | other                    | articles
-- --------------------- | ------------------------ | --------
-- Alexander Lukaschenko | Wladimir Putin           | 8
-- Alexander Lukaschenko | Kassym-Jomart Tokajew    | 7
-- Kassym-Jomart Tokajew | Wladimir Putin           | 7
-- Alexander Lukaschenko | Imanghali Tasmaghambetow | 6
-- Emomali Rachmon       | Wladimir Putin           | 6
-- Kassym-Jomart Tokajew | Nikol Paschinjan         | 6
-- Nikol Paschinjan      | Wladimir Putin           | 6
-- Alexander Lukaschenko | Emomali Rachmon          | 5
-- … and 228 more
