-- One row per origin of a set of articles, given as a list of article_id: as many rows, as many independent sources.
-- "Der Pressedienst" of two articles may be two, so an origin without a name of its own counts for each article.
create schema if not exists report;

create or replace macro report.independent_sources(article_ids) as table
    with asked as (
        select unnest(article_ids) as article_id
    )

    select
        o.origin,
        count(distinct o.article_id) as articles,
        list(distinct a.source order by a.source) as outlets,
        min(a.known_on) as first_on
    from report.article_origins as o
    inner join core.article as a on o.article_id = a.article_id
    inner join asked as x on o.article_id = x.article_id
    where o.is_main
    group by
        o.origin,
        case when not o.is_named then o.article_id end
    order by articles desc, o.origin asc;

comment on macro table report.independent_sources is 'Where a list of articles has its news from, each origin once: origin, number of articles, outlets, first day'; -- noqa: LT05
