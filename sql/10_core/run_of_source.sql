-- One row per run and source: what was found, read and set aside, and whether the run reads day by day.
create schema if not exists core;

create or replace view core.run_of_source as
select
    r.run_id,
    f.source,
    r.started_at,
    json_extract_string(r.params, '$.read') as reading,
    json_extract_string(r.params, '$.read') not in ('sample', 'folder') as is_daily,
    coalesce(sum(f.articles) filter (where f.stage = 'found'), 0) as found,
    coalesce(sum(f.articles) filter (where f.stage = 'loaded'), 0) as loaded,
    coalesce(sum(f.articles) filter (where f.stage = 'duplicate'), 0) as duplicate,
    coalesce(sum(f.articles) filter (where f.stage = 'outside_window'), 0) as outside_window,
    coalesce(sum(f.articles) filter (where f.stage = 'quarantined'), 0) as set_aside
from store.run as r
inner join store.funnel as f on r.run_id = f.run_id
where r.result in ('loaded', 'published')
group by r.run_id, f.source, r.started_at, r.params;

comment on view core.run_of_source is 'One source in one run';
comment on column core.run_of_source.run_id is 'Airflow''s id of the run';
comment on column core.run_of_source.source is 'The outlet, as in reference.source; unknown where a page told none';
comment on column core.run_of_source.started_at is 'When the run began';
comment on column core.run_of_source.reading is 'What the run was asked to read: sample, folder, source, …';
comment on column core.run_of_source.is_daily is
'Whether the run reads what comes in day by day, not a folder or the samples';
comment on column core.run_of_source.found is 'Documents found';
comment on column core.run_of_source.loaded is 'Documents that are articles, known ones among them';
comment on column core.run_of_source.duplicate is 'Documents with the text of another article';
comment on column core.run_of_source.outside_window is 'Articles published outside the days asked for';
comment on column core.run_of_source.set_aside is 'Documents that became no article';
