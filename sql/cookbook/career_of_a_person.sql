-- Which offices did a person hold, from when until when, and how many articles say so?
-- Welche Ämter hatte eine Person, von wann bis wann, und wie viele Artikel sagen es?
select
    o.position,
    o.body,
    o.valid_from,
    o.valid_until,
    o.decided_on,
    o.basis,
    o.articles
from report.office_holders as o
where o.person = coalesce(getvariable('person'), 'Stanislaw Sas')
order by coalesce(o.valid_from, o.seen_from) nulls first, o.position, o.body, o.valid_until;

-- answer:
-- position                            | body | valid_from | valid_until | decided_on | basis     | articles
-- ----------------------------------- | ---- | ---------- | ----------- | ---------- | --------- | --------
-- Staatssekretär des Sicherheitsrates | BY   | 2015-11-01 | 2019-12-31  |            | reference | 1
-- Generalsekretär                     | OVKS | 2020-01-01 | 2022-12-31  | 2019-11-28 | reference | 2
