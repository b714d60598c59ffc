-- One row per stage of one run for one source.
create schema if not exists report;

create or replace view report.funnel as
select
    f.run_id,
    f.source,
    f.stage,
    f.articles
from store.funnel as f;

comment on view report.funnel is 'One stage of one run for one source';
comment on column report.funnel.run_id is 'Airflow''s id of the run';
comment on column report.funnel.source is
'The source; unknown until a page is cleaned, where files of no source were read';
comment on column report.funnel.stage is
'found, fetched, cleaned, tagged, loaded, duplicate, quarantined, outside_window, unchanged';
comment on column report.funnel.articles is 'Documents that reached this stage';
