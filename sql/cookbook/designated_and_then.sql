-- Who was named for an office before holding it, on what day was it told, and when did it begin?
-- Wer wurde für ein Amt benannt, wann war es zu lesen, und wann begann es?
select
    o.person,
    o.position,
    o.body,
    a.published_on as told_on,
    min(h.valid_from) as begins_on,
    o.surface
from report.occupancies_reported as o
inner join report.articles as a on o.article_id = a.article_id
left join report.office_holders as h
    on o.person = h.person and o.position = h.position and o.body = h.body
where o.status = 'designated'
group by o.person, o.position, o.body, a.published_on, o.surface, o.fact_id
order by a.published_on nulls last, o.person, o.surface;

-- answer:
-- person              | position                    | body | told_on    | begins_on  | surface
-- ------------------- | --------------------------- | ---- | ---------- | ---------- | ------------------------------
-- Stanislaw Sas       | Generalsekretär             | OVKS | 2019-11-28 | 2020-01-01 | Stanislaw Sas ab 1. Januar 20…
-- Andrej Serdjukow    | Chef des Vereinigten Stabes | OVKS | 2023-11-23 | 2023-11-23 | Andrej Serdjukow wird Chef de…
-- Nurlan Jermekbajew  | Generalsekretär             | SOZ  | 2024-07-04 | 2025-01-01 | Zum neuen Generalsekretär bes…
-- Taalatbek Masadykow | Generalsekretär             | OVKS | 2025-11-27 | 2026-01-01 | Neuer Generalsekretär wird de…
