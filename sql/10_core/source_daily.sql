-- One row per source that daily runs were asked for: the moment of the last of them, and the first that found
-- something.
create schema if not exists core;

create or replace view core.source_daily as
with asked as (
    select
        s.source,
        max(r.started_at) as as_of
    from reference.source as s
    inner join store.run as r on json_extract_string(r.params, '$.source') in ('all', s.source)
    where
        r.result in ('loaded', 'published')
        and json_extract_string(r.params, '$.read') not in ('sample', 'folder')
    group by s.source
),

found as (
    select
        f.source,
        min(f.started_at) as covered_since
    from core.run_of_source as f
    where f.is_daily and f.found > 0
    group by f.source
)

select
    a.source,
    a.as_of,
    f.covered_since,
    cast(a.as_of at time zone 'UTC' as date) as as_of_day,
    cast(f.covered_since at time zone 'UTC' as date) as covered_since_day,
    least(30, cast(as_of_day - covered_since_day as int) + 1) as days
from asked as a
left join found as f on a.source = f.source;

comment on view core.source_daily is 'One source that daily runs were asked for';
comment on column core.source_daily.source is 'The outlet, as in reference.source';
comment on column core.source_daily.as_of is 'When the last daily run that was asked for it began';
comment on column core.source_daily.covered_since is
'When the first daily run that found anything of it began; empty where none did';
comment on column core.source_daily.as_of_day is 'Day of as_of in UTC';
comment on column core.source_daily.covered_since_day is 'Day of covered_since in UTC';
comment on column core.source_daily.days is 'Days it has been covered, 30 at most';
