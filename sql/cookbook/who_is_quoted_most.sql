-- Who is quoted most, directly and indirectly, and by how many sources?
-- Wer wird am meisten angeführt, wörtlich und nicht wörtlich, und von wie vielen Quellen?
select
    q.speaker,
    count(*) filter (where q.kind = 'direct') as direct,
    count(*) filter (where q.kind = 'indirect') as indirect,
    count(distinct q.article_id) as articles,
    count(distinct a.source) as sources
from report.quotations as q
inner join report.articles as a on q.article_id = a.article_id
where q.speaker is not null
group by q.speaker
order by count(*) desc, q.speaker asc;

-- answer:
-- speaker               | direct | indirect | articles | sources
-- --------------------- | ------ | -------- | -------- | -------
-- Nikol Paschinjan      | 3      | 6        | 3        | 3
-- Waleri Semerikow      | 3      | 6        | 3        | 2
-- Alexander Lukaschenko | 2      | 3        | 3        | 3
-- Alexander Wolfowitsch | 1      | 4        | 2        | 1
-- Mihai Popșoi          | 0      | 4        | 1        | 1
-- Taalatbek Masadykow   | 2      | 2        | 1        | 1
-- Wladimir Putin        | 0      | 4        | 4        | 4
-- Dmitri Peskow         | 1      | 2        | 2        | 2
-- … and 16 more
