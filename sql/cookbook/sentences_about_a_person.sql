-- Which articles name a person, and in which sentences?
-- Welche Artikel nennen eine Person, und in welchen Sätzen?
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
    where m.kind = 'person' and m.name = coalesce(getvariable('person'), 'Stanislaw Sas')
)

-- a full stop behind a digit ("23. November") ends no sentence
select
    a.published_on,
    a.title,
    n.surface,
    concat(
        regexp_extract(n.before, '(?s)^(?:.*[^\d][.!?]["“”«»]?\s)?(.*)$', 1),
        n.surface,
        regexp_extract(n.behind, '(?s)^(?:[.!?]|.*?[^\d][.!?]["“”«»]?(?:\s|$)|.*$)')
    ) as sentence,
    a.article_id
from named as n
inner join report.articles as a on n.article_id = a.article_id
order by a.published_on nulls last, a.article_id, n.char_start;

-- answer:
-- published_on | title                      | surface        | sentence                   | article_id
-- ------------ | -------------------------- | -------------- | -------------------------- | --------------------------
-- 2019-05-17   | OVKS-Außenminister entsch… | Stanislaw Sas  | Belarus hat Stanislaw Sas… | 43c8db8fc8493b9ed21da2445…
-- 2019-11-28   | OVKS-Gipfel in Bischkek: … | Stanislaw Sas  | BISCHKEK, 28. November (B… | c37a2564ee5afa3ff58af4968…
-- 2019-11-28   | OVKS-Gipfel in Bischkek: … | Stanislaw Sas  | „Die Staatschefs haben St… | c37a2564ee5afa3ff58af4968…
-- 2019-11-28   | OVKS-Gipfel in Bischkek: … | Sas            | Sas ist derzeit Staatssek… | c37a2564ee5afa3ff58af4968…
-- 2022-01-20   | OVKS in Kasachstan: Auftr… | Stanislaw Sas  | OVKS-Generalsekretär Stan… | 00bce7323cf426cee6b385175…
-- 2022-01-20   | OVKS in Kasachstan: Auftr… | er             | Die Truppe sei binnen Stu… | 00bce7323cf426cee6b385175…
-- 2022-05-16   | Лидеры ОДКБ встретились в… | Станислав Зась | Генеральный секретарь ОДК… | d8f7b34232ed7a84ff9cea041…
-- 2023-01-13   | Tasmagambetow kann im Feb… | Stanislaw Sas  | Sein Vorgänger Stanislaw … | 72ffe457278b3852a5a7fb886…
-- … and 4 more
