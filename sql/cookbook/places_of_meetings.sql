-- Where do meetings take place: a list of places for a map?
-- Wo finden Treffen statt: eine Liste der Orte für eine Karte?
select
    m.country,
    m.place,
    count(*) as meetings,
    count(*) filter (where m.status = 'held') as held,
    list(distinct m.body order by m.body) filter (where m.body is not null) as bodies,
    min(m.held_from) as first_on,
    max(coalesce(m.held_until, m.held_from)) as last_on
from report.meetings as m
where m.place is not null and m.status <> 'cancelled'
group by m.country, m.place
order by meetings desc, m.country asc, m.place asc;

-- answer:
-- country | place     | meetings | held | bodies    | first_on   | last_on
-- ------- | --------- | -------- | ---- | --------- | ---------- | ----------
-- BY      | Minsk     | 5        | 4    | OVKS      | 2023-02-12 | 2023-11-23
-- KG      | Bischkek  | 3        | 3    | OVKS      | 2019-11-28 | 2025-11-27
-- RU      | Moskau    | 3        | 1    | OVKS      | 2012-12-19 | 2026-11-11
-- KZ      | Astana    | 2        | 1    | OVKS, SOZ | 2024-07-04 | 2024-07-04
-- TJ      | Duschanbe | 2        | 1    | GUS       | 2018-09-01 | 2025-10-10
-- CN      | Tianjin   | 1        | 1    | SOZ       | 2025-08-31 | 2025-09-01
-- UZ      | Samarkand | 1        | 1    | SOZ       | 2022-09-15 | 2022-09-16
