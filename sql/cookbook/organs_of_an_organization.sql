-- Which organs of an organization are named, how often, and when last?
-- Welche Organe einer Organisation werden genannt, wie oft und wann zuletzt?
select
    o.organization,
    o.articles,
    o.mentions,
    max(a.published_on) as last_on
from report.organizations as o
inner join report.mentions as m on o.organization = m.organ
inner join report.articles as a on m.article_id = a.article_id
where o.part_of = coalesce(getvariable('organization'), 'OVKS')
group by o.organization, o.articles, o.mentions
order by o.mentions desc, o.organization asc;

-- answer:
-- organization                                 | articles | mentions | last_on
-- -------------------------------------------- | -------- | -------- | ----------
-- OVKS-Sekretariat                             | 3        | 6        | 2026-01-27
-- Rat für kollektive Sicherheit                | 3        | 3        | 2023-01-13
-- OVKS-Ausschuss der Sekretäre der Sicherheit… | 1        | 1        | 2023-06-08
-- OVKS-Ständiger Rat                           | 1        | 1        |
