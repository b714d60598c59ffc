-- One row per person named as holding a position, in one article.
create schema if not exists report;

create or replace view report.occupancies_reported as
select
    o.article_id,
    o.person,
    o.position,
    o.body,
    o.status,
    o.as_of,
    o.basis,
    o.char_start,
    o.char_end,
    o.rule,
    o.begins_on,
    o.ends_on,
    o.fact_id,
    o.surface,
    o.ruleset
from store.occupancy_reported as o;

comment on view report.occupancies_reported is 'One person named as holding a position, in one article';
comment on column report.occupancies_reported.article_id is 'The article, the same id on every machine';
comment on column report.occupancies_reported.person is 'Canonical name of the person';
comment on column report.occupancies_reported.position is 'Canonical name of the office';
comment on column report.occupancies_reported.body is
'Organization, or ISO code of a country; empty where nothing names one';
comment on column report.occupancies_reported.status is 'held, acting, former, designated';
comment on column report.occupancies_reported.as_of is 'The day the article says it of';
comment on column report.occupancies_reported.basis is
'text where it was read; reference where the body, or the person of an office without a name, was filled in';
comment on column report.occupancies_reported.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column report.occupancies_reported.char_end is 'Character after the surface''s last one';
comment on column report.occupancies_reported.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column report.occupancies_reported.begins_on is
'First day it can have begun on, where the words tell it ("seit 2015"); else empty';
comment on column report.occupancies_reported.ends_on is
'Last day it can have ended on, where the words tell it ("bis Ende 2025"); else empty';
comment on column report.occupancies_reported.fact_id is
'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.occupancies_reported.surface is 'The characters it was read from, as they stand in the text';
comment on column report.occupancies_reported.ruleset is 'Version of seeds and code that read it';
