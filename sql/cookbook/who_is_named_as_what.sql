-- Who is named as what, by how many articles, and when first and last?
-- Wer wird als was genannt, in wie vielen Artikeln, und wann zuerst und zuletzt?
select
    o.person,
    o.position,
    o.body,
    o.status,
    count(distinct o.article_id) as articles,
    min(a.published_on) as first_on,
    max(a.published_on) as last_on
from report.occupancies_reported as o
inner join report.articles as a on o.article_id = a.article_id
group by o.person, o.position, o.body, o.status
order by articles desc, o.person asc, o.position asc, o.body asc, o.status asc;

-- answer:
-- person                   | position          | body | status | articles | first_on   | last_on
-- ------------------------ | ----------------- | ---- | ------ | -------- | ---------- | ----------
-- Alexander Lukaschenko    | Präsident         | BY   | held   | 11       | 2019-11-28 | 2025-11-27
-- Wladimir Putin           | Präsident         | RU   | held   | 10       | 2019-11-28 | 2026-01-27
-- Kassym-Jomart Tokajew    | Präsident         | KZ   | held   | 8        | 2019-11-28 | 2025-11-27
-- Emomali Rachmon          | Präsident         | TJ   | held   | 7        | 2019-11-28 | 2025-11-27
-- Imanghali Tasmaghambetow | Generalsekretär   | OVKS | held   | 7        | 2023-01-13 | 2025-11-27
-- Nikol Paschinjan         | Ministerpräsident | AM   | held   | 5        | 2022-01-20 | 2025-10-10
-- Nikol Paschinjan         | Premierminister   | AM   | held   | 5        | 2019-11-28 | 2024-11-28
-- Sadyr Dschaparow         | Präsident         | KG   | held   | 5        | 2022-05-16 | 2025-11-27
-- … and 58 more
