-- One row per rule that reads facts.
create schema if not exists report;

create or replace view report.rules as
select
    r.rule,
    r.kind,
    r.language,
    r.means
from reference.rule as r;

comment on view report.rules is 'One rule that reads facts';
comment on column report.rules.rule is 'Id, as in the facts';
comment on column report.rules.kind is 'What it reads';
comment on column report.rules.language is 'ISO 639-1 code, * for all';
comment on column report.rules.means is 'What it means, in one line';
