-- Which topics does each source write about, month by month?
-- Über welche Themen schreibt jede Quelle, Monat für Monat?
select
    cast(date_trunc('month', a.published_on) as date) as month,
    a.source,
    t.topic,
    count(distinct t.article_id) as articles,
    round(avg(t.weight), 3) as weight
from report.article_topics as t
inner join report.articles as a on t.article_id = a.article_id
group by all
order by month asc nulls last, a.source asc, articles desc, t.topic asc;

-- answer:
-- month      | source      | topic           | articles | weight
-- ---------- | ----------- | --------------- | -------- | ------
-- 2018-05-01 | zeit_de     | membership      | 1        | 1.0
-- 2018-11-01 | interfax_ru | appointments    | 1        | 0.5
-- 2018-11-01 | interfax_ru | membership      | 1        | 0.167
-- 2018-11-01 | interfax_ru | summits         | 1        | 0.333
-- 2019-05-01 | belta_de    | appointments    | 1        | 1.0
-- 2019-11-01 | belta_de    | anniversary     | 1        | 0.167
-- 2019-11-01 | belta_de    | appointments    | 1        | 0.5
-- 2019-11-01 | belta_de    | border_security | 1        | 0.167
-- … and 78 more
