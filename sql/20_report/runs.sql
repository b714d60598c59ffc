-- One row per run of the pipeline.
create schema if not exists report;

create or replace view report.runs as
select
    r.run_id,
    r.dag_id,
    r.trigger,
    r.params,
    r.ruleset,
    r.started_at,
    r.ended_at,
    r.result,
    r.articles_found,
    r.articles_new,
    r.articles_changed,
    r.articles_retagged,
    r.articles_unchanged,
    r.articles_duplicate,
    r.articles_set_aside
from store.run as r;

comment on view report.runs is 'One run of the pipeline';
comment on column report.runs.run_id is 'Airflow''s id of the run';
comment on column report.runs.dag_id is 'The DAG that ran';
comment on column report.runs.trigger is 'scheduled, manual, backfill, …';
comment on column report.runs.params is 'What was asked for, as JSON';
comment on column report.runs.ruleset is 'Version of seeds and code';
comment on column report.runs.started_at is 'When the first task began';
comment on column report.runs.ended_at is 'When the file was made ready to publish; empty while it runs or if it died';
comment on column report.runs.result is 'loaded, or published; a run that check stopped stays loaded';
comment on column report.runs.articles_found is 'Documents found';
comment on column report.runs.articles_new is 'Articles not known before';
comment on column report.runs.articles_changed is 'Known articles whose page changed: a new version';
comment on column report.runs.articles_retagged is 'Unchanged pages read otherwise by newer rules';
comment on column report.runs.articles_unchanged is 'Known articles left alone';
comment on column report.runs.articles_duplicate is
'Addresses whose text is that of another article of the same outlet';
comment on column report.runs.articles_set_aside is 'Documents that became no article';
