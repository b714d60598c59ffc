-- Proves: no two articles of one outlet have the same text.
-- Scope: the whole file, when it is maintained.
select
    core.outlet(a.source, a.url) as outlet,
    a.text_id,
    count(*) as articles,
    min(a.article_id) as first_article_id,
    max(a.article_id) as last_article_id
from store.article as a
where a.is_newest and a.text_id is not null
group by all
having count(*) > 1;
