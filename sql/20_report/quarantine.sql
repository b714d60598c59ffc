-- One row per document, or way in, set aside in one run.
create schema if not exists report;

create or replace view report.quarantine as
select
    q.run_id,
    q.source,
    q.url_or_path,
    q.stage,
    q.reason
from store.quarantine as q;

comment on view report.quarantine is 'One document, or way in, set aside in one run';
comment on column report.quarantine.run_id is 'Airflow''s id of the run';
comment on column report.quarantine.source is 'The source, where known';
comment on column report.quarantine.url_or_path is 'Its address or path';
comment on column report.quarantine.stage is 'Where it was set aside: found, fetched, cleaned, tagged, loaded';
comment on column report.quarantine.reason is 'Why, in words';
