-- Which rules read how many facts of which kind, and what do they mean?
-- Welche Regeln lasen wie viele Tatsachen welcher Art, und was bedeuten sie?
select
    e.fact,
    e.rule,
    count(*) as facts,
    count(distinct e.article_id) as articles,
    r.means
from report.evidence as e
left join report.rules as r on e.rule = r.rule
group by e.fact, e.rule, r.means
order by facts desc, e.fact asc, e.rule asc;

-- answer:
-- fact                 | rule                      | facts | articles | means
-- -------------------- | ------------------------- | ----- | -------- | --------------------------------------------
-- mentions             | country.name              | 208   | 23       | A country's name
-- mentions             | person.name               | 129   | 26       | The full name of a listed person, also in a…
-- mentions             | organization.abbreviation | 111   | 30       | An organization's short form, alone or as p…
-- mentions             | place.name                | 76    | 26       | A place's name, also a former one
-- mentions             | country.adjective         | 71    | 22       | A country's adjective with an ending; witho…
-- memberships_reported | membership.de.members     | 55    | 8        | Zu ihren Mitgliedern gehören Belarus und Ir…
-- mentions             | date.de.day               | 55    | 21       | A day with the month's name: 18. Mai 2022, …
-- mentions             | person.surname            | 53    | 22       | A listed person's surname, where the articl…
-- … and 203 more
