-- One row per chain one article tells of where its news is from, and one of an article that tells none. What readers
-- see of it is report.article_origins, which puts the chains into words only where somebody asks for the words.
create schema if not exists core;

create or replace view core.way_of_article as
with recursive outlets as (
    select
        a.article_id,
        coalesce(s.agency, nullif(nullif(core.outlet(a.source, a.url), a.source), ''), s.cited_as) as outlet,
        core.outlet(a.source, a.url) as outlet_id,
        a.word_count,
        coalesce(a.published_at, a.fetched_at) as known_at
    from core.article as a
    left join reference.source as s on a.source = s.source
),

-- an outlet that names itself is no step
relayed as (
    select
        r.article_id,
        r.chain,
        r.step,
        r.name
    from store.relay as r
    inner join outlets as o on r.article_id = o.article_id
    where r.name <> o.outlet
),

-- the agency that opens the text stands before every chain
dateline as (
    select
        r.article_id,
        any_value(r.name) as name
    from relayed as r
    where r.chain = 0
    group by r.article_id
),

told as (
    select
        r.article_id,
        r.chain,
        arg_max(r.name, r.step) as origin,
        -- sorted afterwards, which is five times as fast as an ordered aggregate of very many short lists
        list({ 'step': r.step, 'name': r.name }) as steps
    from relayed as r
    left join dateline as d on r.article_id = d.article_id
    where r.chain > 0 and r.name is distinct from d.name
    group by r.article_id, r.chain
),

first_told as (
    select
        t.article_id,
        min(t.chain) as chain
    from told as t
    group by t.article_id
),

alike as (
    select
        l.article_a as article_id,
        l.article_b as other_id,
        l.similarity,
        l.containment
    from store.article_likeness as l

    union all

    select
        l.article_b as article_id,
        l.article_a as other_id,
        l.similarity,
        l.containment
    from store.article_likeness as l
),

-- the first article of another outlet that most of this one is the text of
copied as materialized (
    select
        c.article_id,
        any_value(c.outlet) as outlet,
        min_by(f.article_id, f.known_at) as copied_from
    from outlets as c
    inner join alike as l on c.article_id = l.article_id
    inner join outlets as f on l.other_id = f.article_id
    where
        f.outlet_id <> c.outlet_id
        and f.known_at < c.known_at
        and (l.similarity >= 0.5 or (l.containment >= 0.8 and c.word_count <= f.word_count))
    group by c.article_id
),

origins as (
    select
        o.article_id,
        o.outlet,
        d.name as agency,
        t.steps,
        coalesce(t.origin, d.name) as told_origin,
        coalesce(t.chain = f.chain, true) as is_main
    from outlets as o
    left join dateline as d on o.article_id = d.article_id
    left join first_told as f on o.article_id = f.article_id
    left join told as t on o.article_id = t.article_id
),

-- those copies that tell themselves where they are from
telling as materialized (
    select distinct r.article_id
    from store.relay as r
    inner join copied as c on r.article_id = c.article_id
    where r.name <> c.outlet
),

-- a copy of a copy is followed to the first, or to one that tells where it is from; each is older than the one before
followed as (
    select
        c.article_id,
        c.copied_from,
        c.copied_from as first_id,
        cast(null as varchar) as via,
        1 as step
    from copied as c

    union all

    select
        f.article_id,
        f.copied_from,
        c.copied_from as first_id,
        concat_ws(' → ', f.via, c.outlet) as via,
        f.step + 1 as step
    from followed as f
    inner join copied as c on f.first_id = c.article_id
    where c.article_id not in (select t.article_id from telling as t)
),

-- where what was copied is from
copied_way as (
    select
        f.article_id,
        f.copied_from,
        coalesce(o.told_origin, o.outlet) as origin,
        concat_ws(' → ', f.via, o.outlet, o.agency, core.way(o.steps)) as way
    from (
        select
            w.article_id,
            any_value(w.copied_from) as copied_from,
            arg_max(w.first_id, w.step) as first_id,
            max_by(w.via, w.step) as via
        from followed as w
        group by w.article_id
    ) as f
    inner join origins as o on f.first_id = o.article_id
    where o.is_main
)

select
    o.article_id,
    o.outlet,
    o.agency,
    o.steps,
    o.told_origin,
    o.is_main,
    c.copied_from,
    c.origin as copied_origin,
    c.way as copied_way
from origins as o
left join copied_way as c on o.article_id = c.article_id;

comment on view core.way_of_article is 'One chain of one article, or an article that tells none';
comment on column core.way_of_article.article_id is 'The article, the same id on every machine';
comment on column core.way_of_article.outlet is 'Who printed it, by the name under which others cite it';
comment on column core.way_of_article.agency is 'The agency of its dateline, unless that is the outlet';
comment on column core.way_of_article.steps is 'The steps of the chain, each with number and name, in no order';
comment on column core.way_of_article.told_origin is
'Last step of the chain, else the agency; empty where it tells none';
comment on column core.way_of_article.is_main is 'Whether it is the first chain of the article';
comment on column core.way_of_article.copied_from is 'The earlier article of another outlet whose text it is';
comment on column core.way_of_article.copied_origin is
'Where that article is from, which may itself be a copy';
comment on column core.way_of_article.copied_way is 'The way from its outlet to there, in words';
