-- One row per example of a fact that the last re-tag changed, added or removed.
create schema if not exists report;

create or replace view report.fact_change_examples as
select
    e.kind,
    e.rule,
    e.change,
    e.article_id,
    a.title,
    e.char_start,
    e.surface,
    e.old_value,
    e.new_value
from store.fact_change_example as e
left join core.article as a on e.article_id = a.article_id;

comment on view report.fact_change_examples is 'One example of a fact that the last re-tag changed, added or removed';
comment on column report.fact_change_examples.kind is 'As in report.fact_changes';
comment on column report.fact_change_examples.rule is 'As in report.fact_changes';
comment on column report.fact_change_examples.change is 'changed, added, removed';
comment on column report.fact_change_examples.article_id is 'The article; empty for what is resolved over articles';
comment on column report.fact_change_examples.title is 'Its headline; empty where it is no article any more';
comment on column report.fact_change_examples.char_start is
'First character of the surface in the article''s text, code points from 0';
comment on column report.fact_change_examples.surface is 'The characters it was read from';
comment on column report.fact_change_examples.old_value is
'What the file before the re-tag says, as JSON; of a change, the columns that differ';
comment on column report.fact_change_examples.new_value is 'What the file after the re-tag says';
