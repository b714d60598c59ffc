-- Which articles name Stanislaw Sas, and in which sentences?
-- Welche Artikel nennen Stanislaw Sas, und in welchen Sätzen?
with named as (
    select
        m.article_id,
        m.char_start,
        m.surface,
        substring(p.text, 1, m.char_start - p.char_start) as before,
        substring(p.text, m.char_end - p.char_start + 1) as behind
    from report.mentions as m
    inner join report.paragraphs as p
        on m.article_id = p.article_id and m.char_start >= p.char_start and m.char_end <= p.char_end
    where m.kind = 'person' and m.name = 'Stanislaw Sas'
)

-- a full stop behind a digit ("23. November") ends no sentence
select
    a.published_at,
    a.title,
    n.surface,
    concat(
        regexp_extract(n.before, '(?s)^(?:.*[^\d][.!?]["“”«»]?\s)?(.*)$', 1),
        n.surface,
        regexp_extract(n.behind, '(?s)^(?:[.!?]|.*?[^\d][.!?]["“”«»]?(?:\s|$)|.*$)')
    ) as sentence,
    a.url,
    a.article_id
from named as n
inner join report.articles as a on n.article_id = a.article_id
order by a.published_at nulls last, a.article_id, n.char_start;
