-- What was announced and is due within 90 days after a day (day=newest: after the newest article)?
-- Was wurde angekündigt und ist in den 90 Tagen nach einem Tag fällig (day=newest: nach dem neuesten Artikel)?
with asked as (
    select coalesce(try_cast(coalesce(getvariable('day'), '2023-01-31') as date), max(a.published_on)) as on_day
    from report.articles as a
)

select
    c.due_until,
    c.actors,
    c.action,
    c.instrument,
    c.status
from report.commitments as c
cross join asked as x
where c.due_until between x.on_day and x.on_day + 90
order by c.due_until, c.action, c.actors;

-- answer:
-- due_until  | actors                   | action | instrument               | status
-- ---------- | ------------------------ | ------ | ------------------------ | ------
-- 2023-02-13 | Imanghali Tasmaghambetow | submit | Aktionsplan für das Jahr | missed
-- 2023-02-13 | Imanghali Tasmaghambetow | visit  |                          | met
-- 2023-02-28 | Alexander Lukaschenko    | adopt  | Plan                     | missed
