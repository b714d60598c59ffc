-- One row per pair of articles that are one text, nearly or in part: copies at other outlets, later versions under
-- another address, shortened ones.
create schema if not exists report;

create or replace view report.near_duplicates as
select
    l.article_a,
    l.article_b,
    l.similarity,
    l.containment,
    a.source as source_a,
    b.source as source_b,
    a.title as title_a,
    b.title as title_b,
    a.published_on as published_on_a,
    b.published_on as published_on_b,
    case
        when coalesce(a.published_at < b.published_at, a.published_on < b.published_on) then l.article_a
        when coalesce(a.published_at > b.published_at, a.published_on > b.published_on) then l.article_b
    end as first_article
from store.article_likeness as l
inner join core.article as a on l.article_a = a.article_id
inner join core.article as b on l.article_b = b.article_id;

comment on view report.near_duplicates is 'Two articles that are one text, nearly or in part';
comment on column report.near_duplicates.article_a is 'The article with the lower id';
comment on column report.near_duplicates.article_b is 'The other article';
comment on column report.near_duplicates.similarity is
'Share of the runs of five words that both have, of those either has: 1 is the same text';
comment on column report.near_duplicates.containment is
'Share of the shorter article''s runs of five words that are in the longer one: 1 is a text cut out of the other';
comment on column report.near_duplicates.source_a is 'Outlet of article_a, as in reference.source';
comment on column report.near_duplicates.source_b is 'Outlet of article_b, as in reference.source';
comment on column report.near_duplicates.title_a is 'Headline of article_a';
comment on column report.near_duplicates.title_b is 'Headline of article_b';
comment on column report.near_duplicates.published_on_a is 'Day of publication of article_a';
comment on column report.near_duplicates.published_on_b is 'Day of publication of article_b';
comment on column report.near_duplicates.first_article is
'The one that was published first; empty where that is not known';
