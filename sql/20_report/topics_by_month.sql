-- One row per topic and month, the month being that of the source's own time zone; undated articles stand under an
-- empty month.
create schema if not exists report;

create or replace view report.topics_by_month as
select
    cast(date_trunc('month', a.published_on) as date) as month,
    t.topic,
    count(distinct t.article_id) as articles
from store.article_topic as t
inner join core.article as a on t.article_id = a.article_id
group by all;

comment on view report.topics_by_month is 'One topic in one month';
comment on column report.topics_by_month.month is
'First day of the month in the source''s own time zone; empty for undated articles';
comment on column report.topics_by_month.topic is
'The topic, one of those listed in sql/90_checks/topics_are_listed.sql';
comment on column report.topics_by_month.articles is 'Number of articles with this topic';
