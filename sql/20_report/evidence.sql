-- One row per proof of one fact of the other views: the place in a text it was read from.
create schema if not exists report;

create or replace view report.evidence as
select
    f.fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    d.state as decided
from core.fact as f
left join store.fact_decided as d on f.fact = d.fact and f.fact_id = d.fact_id;

comment on view report.evidence is 'The proof of one fact of the other views';
comment on column report.evidence.fact is 'Name of the view in report that shows the fact';
comment on column report.evidence.fact_id is 'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.evidence.article_id is 'The article, the same id on every machine';
comment on column report.evidence.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column report.evidence.char_end is 'Character after the surface''s last one';
comment on column report.evidence.surface is 'The characters it was read from, as they stand in the text';
comment on column report.evidence.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column report.evidence.ruleset is 'Version of seeds and code that read it';
comment on column report.evidence.decided is
'What a person made of the fact: correct, edited, renamed; empty where it stands as the rule read it';
