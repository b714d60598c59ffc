-- What happened or was told on which day about a person, organization or country?
-- Was geschah oder wurde an welchem Tag über eine Person, eine Organisation oder ein Land erzählt?
select
    t.on_day,
    t.what,
    t.detail
from report.timeline(coalesce(getvariable('name'), 'Imanghali Tasmaghambetow')) as t
where
    t.on_day >= coalesce(getvariable('since'), date '2023-01-01')
    and t.on_day <= coalesce(getvariable('until'), date '2023-03-31')
order by t.on_day, t.what, t.detail;

-- answer:
-- on_day     | what                 | detail
-- ---------- | -------------------- | --------------------------------------------
-- 2023-01-01 | office_begins        | Imanghali Tasmaghambetow, Generalsekretär, …
-- 2023-01-10 | meeting              | Gespräch, bilateral, held, participant
-- 2023-01-13 | article              | Tasmagambetow kann im Februar zu einem Besu…
-- 2023-01-13 | occupancy_reported   | Imanghali Tasmaghambetow, Generalsekretär, …
-- 2023-02-10 | article              | Besuch des OVKS-Generalsekretärs in Belarus…
-- 2023-02-10 | commitment_announced | Imanghali Tasmaghambetow, submit, Aktionspl…
-- 2023-02-10 | commitment_announced | Imanghali Tasmaghambetow, visit, BY, due un…
-- 2023-02-10 | occupancy_reported   | Imanghali Tasmaghambetow, Generalsekretär, …
-- … and 7 more
