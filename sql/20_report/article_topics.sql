-- One row per topic of one article; its proof is the first place that shows it.
create schema if not exists report;

create or replace view report.article_topics as
select
    t.article_id,
    t.topic,
    t.weight,
    t.rule,
    t.fact_id,
    t.surface,
    t.char_start,
    t.char_end,
    t.ruleset
from store.article_topic as t;

comment on view report.article_topics is 'One topic of one article';
comment on column report.article_topics.article_id is 'The article, the same id on every machine';
comment on column report.article_topics.topic is
'The topic, one of those listed in sql/90_checks/topics_are_listed.sql';
comment on column report.article_topics.weight is 'Share of the article''s topic words that show this topic, 0 to 1';
comment on column report.article_topics.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column report.article_topics.fact_id is
'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.article_topics.surface is 'The characters it was read from, as they stand in the text';
comment on column report.article_topics.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column report.article_topics.char_end is 'Character after the surface''s last one';
comment on column report.article_topics.ruleset is 'Version of seeds and code that read it';
