-- One row per source that was read: its state, its articles, and of the last run that found any how many stayed out.
with counted as (
    select
        a.source,
        count(*) as articles,
        count(*) filter (where a.published_on > getvariable('newest') - 365) as of_year,
        max(a.published_on) as last_on,
        max_by(
            { 'article_id': a.article_id, 'fact_id': null, 'char_start': null, 'char_end': null },
            (a.published_on is not null, a.published_on, a.article_id),
            2
        ) as proofs
    from report.articles as a
    group by a.source
),

last_reading as (
    select
        r.source,
        r.found,
        r.set_aside,
        r.run_id
    from report.source_runs as r
    where r.found > 0
    qualify row_number() over (partition by r.source order by r.started_at desc) = 1
)

select
    coalesce(c.source, s.source) as key,
    coalesce(s.name, c.source) as name,
    s.state,
    s.reason,
    coalesce(c.articles, 0) as articles,
    coalesce(c.of_year, 0) as of_year,
    c.last_on,
    l.found,
    l.set_aside,
    l.run_id,
    coalesce(c.proofs, []) as proofs
from counted as c
full join report.sources as s on c.source = s.source
left join last_reading as l on coalesce(c.source, s.source) = l.source
where c.source is not null or s.state is not null
order by
    case s.state when 'red' then 1 when 'yellow' then 2 when 'green' then 3 else 4 end,
    articles desc,
    key asc;
