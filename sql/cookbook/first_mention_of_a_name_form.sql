-- In which forms is a person's name written, since when, and in how many articles?
-- In welchen Formen wird der Name einer Person geschrieben, seit wann und in wie vielen Artikeln?
select
    m.surface,
    m.rule,
    count(distinct m.article_id) as articles,
    min(a.published_on) as first_on,
    max(a.published_on) as last_on,
    min_by(a.title, coalesce(a.published_on, date '9999-12-31')) as first_title
from report.mentions as m
inner join report.articles as a on m.article_id = a.article_id
where
    m.kind = 'person'
    and m.name = coalesce(getvariable('person'), 'Imanghali Tasmaghambetow')
group by m.surface, m.rule
order by articles desc, m.surface asc, m.rule asc;

-- answer:
-- surface                  | rule             | articles | first_on   | last_on    | first_title
-- ------------------------ | ---------------- | -------- | ---------- | ---------- | --------------------------------
-- Imangali Tasmagambetow   | person.name      | 6        | 2023-01-13 | 2026-01-27 | Tasmagambetow kann im Februar z…
-- Tasmagambetow            | person.surname   | 4        | 2023-01-13 | 2025-11-27 | Tasmagambetow kann im Februar z…
-- Generalsekretär          | person.by_office | 2        | 2023-01-13 | 2023-02-13 | Tasmagambetow kann im Februar z…
-- Generalsekretärs         | person.by_office | 1        | 2023-02-13 | 2023-02-13 | Wolfowitsch und Tasmagambetow s…
-- Imangali Tasmagambetov   | person.name      | 1        | 2024-11-28 | 2024-11-28 | Putin threatens Kyiv from Astan…
-- Imanghali Tasmaghambetow | person.name      | 1        | 2024-06-12 | 2024-06-12 | Armenien will die OVKS verlassen
