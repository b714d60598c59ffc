-- One row per source: whether it delivers what is expected of it and is still read as it used to be. Judged as of its
-- last daily run, never of the day somebody asks.
create schema if not exists report;

create or replace view report.sources as
with lately as (
    select
        d.source,
        count(a.article_id) as articles
    from core.source_daily as d
    left join core.article as a
        on
            d.source = a.source
            and a.known_on between d.as_of_day - 29 and d.as_of_day + 1 -- another time zone may be a day ahead
    group by d.source
),

last_reading as (
    select
        f.source,
        f.run_id,
        f.found,
        f.set_aside,
        f.started_at,
        cast(f.started_at at time zone 'UTC' as date) as read_on
    from core.run_of_source as f
    where f.found > 0
    qualify row_number() over (partition by f.source order by f.started_at desc) = 1
),

-- what most of a source's documents were set aside for in its last reading
main_reason as (
    select
        q.source,
        mode(q.reason) as reason
    from store.quarantine as q
    inner join last_reading as r on q.source = r.source and q.run_id = r.run_id
    group by q.source
),

lost as (
    select
        l.source,
        min(cast(l.lately_since at time zone 'UTC' as date)) as since,
        string_agg(case l.field when 'layout' then 'its own lines' else l.field end, ', ' order by l.field) as fields,
        bool_or(l.field in ('title', 'published', 'body')) as is_bad
    from report.source_fields as l
    where l.is_lost
    group by l.source
),

expected as (
    select
        s.source,
        d.as_of,
        d.covered_since,
        d.as_of_day - d.days + 1 as since,
        n.articles,
        cast(floor(s.expected_min * d.days / 30) as int) as expected_min,
        case when d.days = 30 then s.expected_max end as expected_max
    from reference.source as s
    inner join core.source_daily as d on s.source = d.source
    inner join lately as n on s.source = n.source
    where d.covered_since is not null
),

complaints as (
    select
        e.source,
        'red' as state,
        concat('articles since ', e.since, ': ', e.articles, ', at least ', e.expected_min, ' expected') as why
    from expected as e
    where e.articles < e.expected_min

    union all

    select
        e.source,
        'yellow' as state,
        concat('articles since ', e.since, ': ', e.articles, ', at most ', e.expected_max, ' expected') as why
    from expected as e
    where e.articles > e.expected_max

    union all

    select
        r.source,
        case when r.set_aside >= 0.9 * r.found then 'red' else 'yellow' end as state,
        concat(
            r.set_aside, ' of ', r.found, ' documents set aside on ', r.read_on, ', most often: ', m.reason
        ) as why
    from last_reading as r
    inner join main_reason as m on r.source = m.source
    where r.found >= 5 and r.set_aside >= 0.5 * r.found

    union all

    select
        l.source,
        case when l.is_bad then 'red' else 'yellow' end as state,
        concat('layout probably changed on ', l.since, ': ', l.fields, ' no longer found') as why
    from lost as l
),

judged as (
    select
        c.source,
        min(c.state) as state, -- red before yellow
        string_agg(c.why, '; ' order by c.state, c.why) as why
    from complaints as c
    group by c.source
)

select
    s.source,
    s.name,
    s.language,
    coalesce(j.state, case when e.source is not null then 'green' end) as state,
    case
        when j.source is not null then j.why
        when e.source is not null then concat('articles since ', e.since, ': ', e.articles)
        else 'not judged: no daily run has found anything of it yet'
    end as reason,
    e.articles as articles_last_30_days,
    e.expected_min,
    e.expected_max,
    r.started_at as last_found_at,
    e.covered_since,
    d.as_of
from reference.source as s
left join core.source_daily as d on s.source = d.source
left join expected as e on s.source = e.source
left join last_reading as r on s.source = r.source
left join judged as j on s.source = j.source;

comment on view report.sources is 'One source and whether all is well with it';
comment on column report.sources.source is 'The outlet, as in reference.source';
comment on column report.sources.name is 'Name of the outlet';
comment on column report.sources.language is 'ISO 639-1 code';
comment on column report.sources.state is
'green, yellow or red; empty where no daily run has found anything of it yet. Stops nothing';
comment on column report.sources.reason is 'Why, in words';
comment on column report.sources.articles_last_30_days is
'Articles published (or, if undated, first read) in the 30 days before as_of';
comment on column report.sources.expected_min is
'How many there should be at least: the seed''s number a month, in proportion to the days since covered_since';
comment on column report.sources.expected_max is
'How many there should be at most; empty until it has been covered for 30 days';
comment on column report.sources.last_found_at is 'When the last run that found anything of it began';
comment on column report.sources.covered_since is 'When the first daily run that found anything of it began';
comment on column report.sources.as_of is
'When the last daily run that was asked for it began: the moment of this judgement';
