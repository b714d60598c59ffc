-- One row per step of the way from an outlet to where its news is from, as one article tells it.
create schema if not exists report;

create or replace view report.relays as
select
    r.article_id,
    r.chain,
    r.step,
    r.kind,
    r.name,
    r.char_start,
    r.char_end,
    r.rule,
    r.fact_id,
    r.surface,
    r.ruleset
from store.relay as r;

comment on view report.relays is 'One step of the way from an outlet to where its news is from, in one article';
comment on column report.relays.article_id is 'The article, the same id on every machine';
comment on column report.relays.chain is
'Chains of one article from 1 on, in the order of the text; 0 for the agency of its dateline';
comment on column report.relays.step is 'From 1 on, away from the outlet';
comment on column report.relays.kind is 'agency, outlet, press_service, institution, person';
comment on column report.relays.name is
'Canonical name; press services and institutions with their country or organization in brackets';
comment on column report.relays.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column report.relays.char_end is 'Character after the surface''s last one';
comment on column report.relays.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column report.relays.fact_id is
'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.relays.surface is 'The characters it was read from, as they stand in the text';
comment on column report.relays.ruleset is 'Version of seeds and code that read it';
