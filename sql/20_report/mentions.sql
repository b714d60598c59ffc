-- One row per place in a text where something is named.
create schema if not exists report;

create or replace view report.mentions as
select
    m.article_id,
    m.kind,
    m.name,
    m.value,
    m.surface,
    m.char_start,
    m.char_end,
    m.rule,
    m.date_from,
    m.date_until,
    m.organ,
    m.fact_id,
    m.ruleset
from store.mention as m;

comment on view report.mentions is 'One place in a text where something is named';
comment on column report.mentions.article_id is 'The article, the same id on every machine';
comment on column report.mentions.kind is 'organization, person, country, place, date, topic';
comment on column report.mentions.name is 'Canonical name; a date''s is its value';
comment on column report.mentions.value is
'ISO code of a country, ISO 8601 value of a date; empty where nothing resolves it';
comment on column report.mentions.surface is 'The characters it was read from, as they stand in the text';
comment on column report.mentions.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column report.mentions.char_end is 'Character after the surface''s last one';
comment on column report.mentions.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column report.mentions.date_from is 'First day a date can mean';
comment on column report.mentions.date_until is 'Last day a date can mean';
comment on column report.mentions.organ is
'Of an organization: the organ of it that is named there (see report.organizations); name is the whole''s';
comment on column report.mentions.fact_id is 'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.mentions.ruleset is 'Version of seeds and code that read it';
