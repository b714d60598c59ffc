-- What did a person say in which a word stands?
-- Was hat eine Person gesagt, worin ein Wort vorkommt?
select
    q.said_on,
    q.kind,
    q.speaker_position,
    q.text,
    a.title
from report.quotations as q
inner join report.articles as a on q.article_id = a.article_id
where
    q.speaker = coalesce(getvariable('person'), 'Alexander Lukaschenko')
    and contains(lower(q.text), lower(coalesce(getvariable('word'), 'OVKS')))
order by q.said_on nulls last, a.title, q.char_start;

-- answer:
-- said_on | kind | speaker_position | text | title
-- ------- | ---- | ---------------- | ---- | -----
-- (no rows)
