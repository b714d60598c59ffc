-- Which countries are named in the most articles of each month?
-- Welche Länder werden in jedem Monat in den meisten Artikeln genannt?
with named as (
    select
        cast(date_trunc('month', a.published_on) as date) as month,
        m.value as country,
        m.name,
        count(distinct m.article_id) as articles,
        count(*) as mentions
    from report.mentions as m
    inner join report.articles as a on m.article_id = a.article_id
    where m.kind = 'country'
    group by all
)

select
    n.month,
    n.country,
    n.name,
    n.articles,
    n.mentions
from named as n
qualify rank() over (partition by n.month order by n.articles desc) <= 10
order by n.month asc, n.articles desc, n.mentions desc, n.country asc;

-- answer:
-- month      | country | name        | articles | mentions
-- ---------- | ------- | ----------- | -------- | --------
-- 2018-05-01 | UA      | Ukraine     | 1        | 3
-- 2018-05-01 | RU      | Russland    | 1        | 2
-- 2018-05-01 | BY      | Belarus     | 1        | 1
-- 2018-05-01 | GE      | Georgien    | 1        | 1
-- 2018-11-01 | AM      | Armenien    | 1        | 4
-- 2018-11-01 | KZ      | Kasachstan  | 1        | 2
-- 2018-11-01 | BY      | Belarus     | 1        | 1
-- 2018-11-01 | KG      | Kirgisistan | 1        | 1
-- … and 146 more
