-- One row per source in one run: what was found, read and set aside.
create schema if not exists report;

create or replace view report.source_runs as
select
    f.run_id,
    f.source,
    f.started_at,
    f.reading,
    f.found,
    f.loaded,
    f.duplicate,
    f.outside_window,
    f.set_aside
from core.run_of_source as f;

comment on view report.source_runs is 'One source in one run';
comment on column report.source_runs.run_id is 'Airflow''s id of the run';
comment on column report.source_runs.source is 'The outlet, as in reference.source; unknown where a page told none';
comment on column report.source_runs.started_at is 'When the run began';
comment on column report.source_runs.reading is 'What the run was asked to read: sample, folder, source, …';
comment on column report.source_runs.found is 'Documents found';
comment on column report.source_runs.loaded is 'Documents that are articles, known ones among them';
comment on column report.source_runs.duplicate is 'Documents with the text of another article';
comment on column report.source_runs.outside_window is 'Articles published outside the days asked for';
comment on column report.source_runs.set_aside is 'Documents that became no article';
