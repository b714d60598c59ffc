-- One row per announced act with its actors and deadline, in one article.
create schema if not exists report;

create or replace view report.commitments_reported as
select
    c.article_id,
    c.actors,
    c.action,
    c.instrument,
    c.due_from,
    c.due_until,
    c.due_text,
    c.char_start,
    c.char_end,
    c.rule,
    c.fact_id,
    c.surface,
    c.ruleset,
    c.object
from store.commitment_reported as c;

comment on view report.commitments_reported is 'One announced act with its actors and deadline, in one article';
comment on column report.commitments_reported.article_id is 'The article, the same id on every machine';
comment on column report.commitments_reported.actors is 'Who is to act: persons, organizations, ISO codes of countries';
comment on column report.commitments_reported.action is 'What is to be done';
comment on column report.commitments_reported.instrument is 'Roadmap, protocol, agreement, plan, …';
comment on column report.commitments_reported.due_from is 'First day of the time it is due in';
comment on column report.commitments_reported.due_until is 'Last day of the time it is due in';
comment on column report.commitments_reported.due_text is 'The deadline in the text''s words';
comment on column report.commitments_reported.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column report.commitments_reported.char_end is 'Character after the surface''s last one';
comment on column report.commitments_reported.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column report.commitments_reported.fact_id is
'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.commitments_reported.surface is 'The characters it was read from, as they stand in the text';
comment on column report.commitments_reported.ruleset is 'Version of seeds and code that read it';
comment on column report.commitments_reported.object is
'Whom or what it is about: the country visited, the organization joined, the office';
