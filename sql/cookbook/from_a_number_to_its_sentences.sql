-- From a number back to its sentences: which paragraphs stand behind the count of a person's offices?
-- Von einer Zahl zurück zum Satz: Welche Absätze stehen hinter der gezählten Amtsangabe einer Person?
select
    count(*) over () as counted,
    o.position,
    o.body,
    a.title,
    e.char_start,
    e.surface,
    p.text as paragraph,
    r.means as rule_means
from report.occupancies_reported as o
inner join report.evidence as e on o.fact_id = e.fact_id
inner join report.articles as a on e.article_id = a.article_id
inner join report.paragraphs as p
    on e.article_id = p.article_id and e.char_start >= p.char_start and e.char_start < p.char_end
inner join report.rules as r on e.rule = r.rule
where
    o.person = coalesce(getvariable('person'), 'Stanislaw Sas')
    and o.body = coalesce(getvariable('body'), 'OVKS')
order by a.published_on nulls last, a.title, e.char_start;

-- answer:
-- counted | position       | body | title          | char_start | surface        | paragraph      | rule_means
-- ------- | -------------- | ---- | -------------- | ---------- | -------------- | -------------- | --------------
-- 5       | Generalsekret… | OVKS | OVKS-Gipfel i… | 126        | Stanislaw Sas… | BISCHKEK, 28.… | Stanislaw Sas…
-- 5       | Generalsekret… | OVKS | OVKS in Kasac… | 1083       | OVKS-Generals… | OVKS-Generals… | OVKS-Generals…
-- 5       | Generalsekret… | OVKS | Лидеры ОДКБ в… | 650        | Генеральный с… | По итогам при… | президент Рос…
-- 5       | Generalsekret… | OVKS | Tasmagambetow… | 1244       | Sein Vorgänge… | Tasmagambetow… | sein Vorgänge…
-- 5       | Generalsekret… | OVKS | Besuch des OV… | 1056       | OVKS-Generals… | Zu den offene… | OVKS-Generals…
