-- Who is named as what, by how many articles, and when first and last?
-- Wer wird als was genannt, in wie vielen Artikeln, und wann zuerst und zuletzt?
select
    o.person,
    o.position,
    o.body,
    o.status,
    count(distinct o.article_id) as articles,
    min(a.published_on) as first_on,
    max(a.published_on) as last_on
from report.occupancies_reported as o
inner join report.articles as a on o.article_id = a.article_id
group by o.person, o.position, o.body, o.status
order by articles desc, o.person asc;
