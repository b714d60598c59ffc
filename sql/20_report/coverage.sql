-- One row per source and month, from the source's first to its last month and also for months without an article;
-- undated articles stand under an empty month.
create schema if not exists report;

create or replace view report.coverage as
with counted as (
    select
        a.source,
        cast(date_trunc('month', a.published_on) as date) as month,
        count(*) as articles
    from core.article as a
    group by all
),

spans as (
    select
        a.source,
        min(a.published_on) as first_on,
        max(a.published_on) as last_on
    from core.article as a
    group by a.source
),

months as (
    select
        s.source,
        cast(unnest(generate_series(date_trunc('month', s.first_on), s.last_on, interval 1 month)) as date) as month
    from spans as s

    union all

    select
        c.source,
        c.month
    from counted as c
    where c.month is null
)

select
    m.month,
    m.source,
    coalesce(c.articles, 0) as articles,
    s.first_on as first_covered_on,
    e.expected_min,
    e.expected_max,
    case
        when m.month is not null then coalesce(c.articles, 0) between e.expected_min and e.expected_max
    end as is_within_expectation
from months as m
inner join spans as s on m.source = s.source
left join counted as c on m.source = c.source and m.month is not distinct from c.month
left join reference.source as e on m.source = e.source;

comment on view report.coverage is 'One source in one month';
comment on column report.coverage.month is
'First day of the month in the source''s own time zone; empty for undated articles';
comment on column report.coverage.source is 'The outlet, as in reference.source';
comment on column report.coverage.articles is 'Number of articles';
comment on column report.coverage.first_covered_on is 'Day of the first article of the source, over all months';
comment on column report.coverage.expected_min is 'Articles a month, at least';
comment on column report.coverage.expected_max is 'Articles a month, at most';
comment on column report.coverage.is_within_expectation is
'Whether articles is between them; empty for undated articles';
