-- Which names of persons does no table know, what were they seen as, and whose name is nearly so?
-- Welche Namen von Personen kennt keine Tabelle, als was kamen sie vor, und wessen Name ist fast so?
select
    u.name,
    u.articles,
    u.mentions,
    u.seen_as,
    u.nearest_person
from report.unresolved_names as u
order by u.articles desc, u.mentions desc, u.name asc;

-- answer:
-- name               | articles | mentions | seen_as                 | nearest_person
-- ------------------ | -------- | -------- | ----------------------- | --------------
-- Vinay Mohan Kwatra | 1        | 1        | Außenstaatssekretär, IN |
