-- Which announced acts, due until a day, were not done in time, and which article settled them later?
-- Was wurde bis zu einem Tag angekündigt und nicht rechtzeitig getan, und welcher Artikel zeigt, wie es ausging?
select
    c.due_until,
    c.actors,
    c.action,
    c.instrument,
    c.status,
    a.title as settled_by
from report.commitments as c
left join report.articles as a on c.settled_by = a.article_id
where
    c.status in ('missed', 'moved')
    and c.due_until <= cast(coalesce(getvariable('until'), '2025-12-31') as date)
order by c.due_until, c.action, c.actors;

-- answer:
-- due_until  | actors                   | action  | instrument               | status | settled_by
-- ---------- | ------------------------ | ------- | ------------------------ | ------ | ------------------------------
-- 2019-05-22 | OVKS                     | decide  |                          | missed | OVKS-Gipfel in Bischkek: Stan…
-- 2023-02-13 | Imanghali Tasmaghambetow | submit  | Aktionsplan für das Jahr | missed |
-- 2023-02-28 | Alexander Lukaschenko    | adopt   | Plan                     | missed |
-- 2025-12-31 | CN                       | deliver |                          | missed |
-- 2025-12-31 | GUS, OVKS, SOZ           | sign    |                          | missed |
