-- One Article per article, without its text, which is its outlet's.
select
    ftm_id('article', a.article_id) as id,
    left(a.title, 1000) as title,
    a.authors as author,
    a.file_name,
    -- FollowTheMoney knows languages by three letters
    case a.language when 'de' then 'deu' when 'en' then 'eng' when 'ru' then 'rus' end as language,
    coalesce(
        strftime(a.published_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S'), cast(a.published_on as varchar)
    ) as published_at,
    a.url as source_url,
    ftm_publisher(a.source, a.url) as publisher
from report.articles as a
order by a.article_id;
