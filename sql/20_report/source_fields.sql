-- One row per field of one source: how many of its articles had it before, and how many of those that the last runs
-- read (as many runs as it takes to have five). A field that nearly all had and nearly none has now: the layout has
-- changed.
create schema if not exists report;

create or replace view report.source_fields as
with readings_of_pages as (
    select r.started_at
    from store.run as r
    where r.dag_id <> 'decide'
),

versions as (
    select
        a.source,
        r.started_at as read_at,
        unnest([
            { 'field': 'title', 'is_there': a.title is not null },
            {
                'field': 'published',
                'is_there': coalesce(a.published_on, a.published_from) is not null
                and coalesce(a.published_rule, '') not like 'told by the text: %'
            },
            { 'field': 'body', 'is_there': a.word_count >= 40 },
            { 'field': 'modified_at', 'is_there': a.modified_at is not null },
            { 'field': 'authors', 'is_there': len(a.authors) > 0 },
            { 'field': 'section', 'is_there': a.section is not null },
            { 'field': 'dateline_place', 'is_there': a.dateline_place is not null },
            { 'field': 'image_credit', 'is_there': a.image_credit is not null },
            { 'field': 'image_caption', 'is_there': a.image_caption is not null },
            { 'field': 'layout', 'is_there': a.layout <> 'generic' }
        ]) as told
    from store.article as a
    asof inner join readings_of_pages as r on a.fetched_at >= r.started_at
    where a.source <> 'generic'
),

readings as (
    select
        v.source,
        v.read_at,
        v.told.field,
        v.told.is_there
    from versions as v
),

by_run as (
    select
        g.source,
        g.read_at,
        sum(count(*)) over (partition by g.source order by g.read_at desc) as so_far
    from readings as g
    where g.field = 'title'
    group by g.source, g.read_at
),

latest as (
    select
        b.source,
        max(b.read_at) as since
    from by_run as b
    where b.so_far >= 5
    group by b.source
),

counted as (
    select
        g.source,
        g.field,
        l.since,
        count(*) filter (where g.read_at < l.since) as articles_before,
        avg(cast(g.is_there as int)) filter (where g.read_at < l.since) as share_before,
        count(*) filter (where g.read_at >= l.since) as articles_lately,
        avg(cast(g.is_there as int)) filter (where g.read_at >= l.since) as share_lately
    from readings as g
    inner join latest as l on g.source = l.source
    group by g.source, g.field, l.since
)

select
    c.source,
    c.field,
    c.articles_before,
    round(c.share_before, 3) as share_before,
    c.articles_lately,
    round(c.share_lately, 3) as share_lately,
    c.since as lately_since,
    coalesce(c.articles_before >= 10 and c.share_before >= 0.8 and c.share_lately <= 0.2, false) as is_lost
from counted as c;

comment on view report.source_fields is 'One field of the articles of one source, before and lately';
comment on column report.source_fields.source is 'The outlet, as in reference.source';
comment on column report.source_fields.field is
'title, published, body (40 words or more), section, …; layout: whether it was read by a layout of its own';
comment on column report.source_fields.articles_before is 'Versions of articles read before';
comment on column report.source_fields.share_before is 'Share of them that have the field, 0 to 1';
comment on column report.source_fields.articles_lately is
'Versions of articles read by the last runs, as many runs as it takes to have five';
comment on column report.source_fields.share_lately is 'Share of them that have the field, 0 to 1';
comment on column report.source_fields.lately_since is 'When the first of those runs began';
comment on column report.source_fields.is_lost is
'Whether it used to be found (80 % of 10 articles or more) and is not any more (20 % or less)';
