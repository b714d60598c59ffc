-- Which topics does each source write about, and in what share of its articles?
-- Über welche Themen schreibt jede Quelle, und in welchem Anteil ihrer Artikel?
with totals as (
    select
        a.source,
        count(*) as articles
    from report.articles as a
    group by a.source
),

topics as (
    select
        a.source,
        t.topic,
        count(distinct t.article_id) as articles
    from report.article_topics as t
    inner join report.articles as a on t.article_id = a.article_id
    group by a.source, t.topic
)

select
    p.source,
    p.topic,
    p.articles,
    round(p.articles / s.articles, 3) as share
from topics as p
inner join totals as s on p.source = s.source
order by p.source asc, p.articles desc, p.topic asc;

-- answer:
-- source       | topic                | articles | share
-- ------------ | -------------------- | -------- | -----
-- aljazeera_en | appointments         | 1        | 1.0
-- aljazeera_en | economic_cooperation | 1        | 1.0
-- aljazeera_en | membership           | 1        | 1.0
-- aljazeera_en | sanctions            | 1        | 1.0
-- aljazeera_en | summits              | 1        | 1.0
-- aljazeera_en | terrorism            | 1        | 1.0
-- ap_en        | appointments         | 1        | 1.0
-- ap_en        | membership           | 1        | 1.0
-- … and 53 more
