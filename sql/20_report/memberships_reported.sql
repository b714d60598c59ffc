-- One row per article saying what one member is to one organization.
create schema if not exists report;

create or replace view report.memberships_reported as
select
    m.article_id,
    m.organization,
    m.member,
    m.status,
    m.as_of,
    m.char_start,
    m.char_end,
    m.rule,
    m.begins_on,
    m.ends_on,
    m.fact_id,
    m.surface,
    m.ruleset
from store.membership_reported as m;

comment on view report.memberships_reported is 'One article saying what one member is to one organization';
comment on column report.memberships_reported.article_id is 'The article, the same id on every machine';
comment on column report.memberships_reported.organization is 'The organization, German short form';
comment on column report.memberships_reported.member is 'ISO code of a country, or an organization';
comment on column report.memberships_reported.status is
'member, observer, partner, joining, participation_frozen, leaving, former, …';
comment on column report.memberships_reported.as_of is 'The day the article says it of';
comment on column report.memberships_reported.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column report.memberships_reported.char_end is 'Character after the surface''s last one';
comment on column report.memberships_reported.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column report.memberships_reported.begins_on is
'First day it can have begun on, where the words tell it ("seit 2015"); else empty';
comment on column report.memberships_reported.ends_on is
'Last day it can have ended on, where the words tell it ("bis Ende 2025"); else empty';
comment on column report.memberships_reported.fact_id is
'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.memberships_reported.surface is 'The characters it was read from, as they stand in the text';
comment on column report.memberships_reported.ruleset is 'Version of seeds and code that read it';
