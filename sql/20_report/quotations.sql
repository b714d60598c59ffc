-- One row per thing said, in one article.
create schema if not exists report;

create or replace view report.quotations as
select
    q.article_id,
    q.kind,
    q.speaker,
    q.speaker_position,
    q.text,
    q.cue,
    q.said_on,
    q.relayed_via,
    q.char_start,
    q.char_end,
    q.rule,
    q.fact_id,
    q.surface,
    q.ruleset
from store.quotation as q;

comment on view report.quotations is 'One thing said, in one article';
comment on column report.quotations.article_id is 'The article, the same id on every machine';
comment on column report.quotations.kind is 'direct, indirect';
comment on column report.quotations.speaker is 'Canonical name; empty where the text names none';
comment on column report.quotations.speaker_position is 'The speaker''s office as told there';
comment on column report.quotations.text is 'What was said, without its marks';
comment on column report.quotations.cue is 'The words that announce it';
comment on column report.quotations.said_on is 'The day it was said';
comment on column report.quotations.relayed_via is 'Through whom the source has it';
comment on column report.quotations.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column report.quotations.char_end is 'Character after the surface''s last one';
comment on column report.quotations.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column report.quotations.fact_id is
'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.quotations.surface is 'The characters it was read from, as they stand in the text';
comment on column report.quotations.ruleset is 'Version of seeds and code that read it';
