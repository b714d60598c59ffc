-- One row per act told as done, of the kinds that are announced, in one article.
create schema if not exists report;

create or replace view report.acts_reported as
select
    a.article_id,
    a.actors,
    a.action,
    a.instrument,
    a.object,
    a.done_from,
    a.done_until,
    a.char_start,
    a.char_end,
    a.rule,
    a.fact_id,
    a.surface,
    a.ruleset
from store.act_reported as a;

comment on view report.acts_reported is 'One act told as done, of the kinds that are announced, in one article';
comment on column report.acts_reported.article_id is 'The article, the same id on every machine';
comment on column report.acts_reported.actors is 'Who acted: persons, organizations, ISO codes of countries';
comment on column report.acts_reported.action is 'What was done, in the words of report.commitments';
comment on column report.acts_reported.instrument is 'Roadmap, protocol, agreement, plan, …';
comment on column report.acts_reported.object is
'Whom or what it was about: the country visited, the organization joined, the office';
comment on column report.acts_reported.done_from is
'First day on which it can have been done; empty where the text tells none';
comment on column report.acts_reported.done_until is 'Last day on which it can have been done';
comment on column report.acts_reported.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column report.acts_reported.char_end is 'Character after the surface''s last one';
comment on column report.acts_reported.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column report.acts_reported.fact_id is
'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.acts_reported.surface is 'The characters it was read from, as they stand in the text';
comment on column report.acts_reported.ruleset is 'Version of seeds and code that read it';
