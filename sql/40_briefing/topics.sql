-- One row per topic and month of the last twelve, of the topics that most articles had in them.
with told as (
    select
        cast(date_trunc('month', a.published_on) as date) as month,
        t.topic,
        t.article_id,
        t.fact_id,
        t.char_start,
        t.char_end,
        t.weight,
        a.published_on
    from report.article_topics as t
    inner join report.articles as a on t.article_id = a.article_id
    where a.published_on >= date_trunc('month', getvariable('newest')) - interval 11 month
),

topics as (
    select
        t.topic,
        count(distinct t.article_id) as articles
    from told as t
    group by t.topic
    order by articles desc, t.topic asc
    limit getvariable('most')
)

select
    concat_ws(' | ', t.topic, t.month) as key,
    t.topic,
    t.month,
    m.articles as of_topic,
    count(distinct t.article_id) as articles,
    max_by(
        {
            'article_id': t.article_id,
            'fact_id': t.fact_id,
            'char_start': t.char_start,
            'char_end': t.char_end
        },
        (t.weight, t.published_on, t.fact_id),
        2
    ) as proofs
from told as t
inner join topics as m on t.topic = m.topic
group by t.topic, t.month, m.articles
order by m.articles desc, t.topic asc, t.month asc;
