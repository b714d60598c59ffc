-- One row per kind of fact, rule and change: how many facts the last re-tag left, changed, added or removed.
create schema if not exists report;

create or replace view report.fact_changes as
select
    c.kind,
    c.rule,
    c.change,
    c.facts
from store.fact_change as c;

comment on view report.fact_changes is
'How many facts of one kind and rule the last re-tag left as they were, changed, added or removed';
comment on column report.fact_changes.kind is
'Name of the view of report that shows the facts, or of the table where no view is named after it';
comment on column report.fact_changes.rule is
'Id of the rule that reads them; of articles, the column that changed; * where no rule is known';
comment on column report.fact_changes.change is
'same, changed (the same characters, other values), added, removed';
comment on column report.fact_changes.facts is 'How many';
