-- Which days after their publication do articles name, that is: what lies ahead?
-- Welche Tage nach ihrem Erscheinen nennen Artikel, also: was steht bevor?
select
    m.date_from,
    m.date_until,
    m.value,
    m.surface,
    a.published_on,
    a.title,
    a.article_id
from report.mentions as m
inner join report.articles as a on m.article_id = a.article_id
where m.kind = 'date' and m.date_from > a.published_on
order by m.date_from, a.published_at, m.char_start;
