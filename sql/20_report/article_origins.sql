-- One row per place one article has its news from: the last step of each chain it tells; where it tells none, the
-- agency of its dateline, else the origin of the article of another outlet it copies, else the outlet itself.
create schema if not exists report;

create or replace view report.article_origins as
with outlets as (
    select
        a.article_id,
        coalesce(s.agency, nullif(nullif(core.outlet(a.source, a.url), a.source), ''), s.name) as outlet,
        core.outlet(a.source, a.url) as outlet_id,
        a.word_count,
        coalesce(a.published_at, a.fetched_at) as known_at
    from core.article as a
    left join reference.source as s on a.source = s.source
),

-- an outlet that names itself is no step
steps as (
    select
        r.article_id,
        r.chain,
        r.step,
        r.name
    from store.relay as r
    inner join outlets as o on r.article_id = o.article_id
    where r.name <> o.outlet
),

told as (
    select
        s.article_id,
        s.chain,
        list(s.name order by s.step) as names
    from steps as s
    group by s.article_id, s.chain
),

-- the dateline's agency stands before every chain
chains as (
    select
        o.article_id,
        o.outlet,
        o.outlet_id,
        o.known_at,
        coalesce(t.chain, 0) as chain,
        list_concat(coalesce(d.names, []), coalesce(t.names, [])) as names
    from outlets as o
    left join told as d on o.article_id = d.article_id and d.chain = 0
    left join told as t on o.article_id = t.article_id and t.chain > 0
),

main as (
    select
        c.article_id,
        c.outlet,
        c.names
    from chains as c
    qualify row_number() over (partition by c.article_id order by c.chain) = 1
),

-- the first article of another outlet that most of this one is the text of
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

copied as (
    select
        c.article_id,
        min_by(f.article_id, f.known_at) as copied_from
    from outlets as c
    inner join alike as l on c.article_id = l.article_id
    inner join outlets as f on l.other_id = f.article_id
    where
        f.outlet_id <> c.outlet_id
        and f.known_at < c.known_at
        and (l.similarity >= 0.5 or (l.containment >= 0.8 and c.word_count <= f.word_count))
    group by c.article_id
)

select
    c.article_id,
    coalesce(c.names[-1], f.names[-1], f.outlet, c.outlet) as origin,
    array_to_string(
        list_concat([c.outlet], case
            when len(c.names) > 0 or f.article_id is null then c.names
            else list_concat([f.outlet], f.names)
        end),
        ' → '
    ) as chain,
    not regexp_matches(
        coalesce(c.names[-1], ''),
        '^\S*(?i:dienst|amt|stelle|abteilung|büro|zentrum|ministerium|sekretariat|botschaft)$'
    ) as is_named,
    c.chain = min(c.chain) over (partition by c.article_id) as is_main,
    case
        when len(c.names) > 0 then 'told'
        when f.article_id is not null then 'copied'
        else 'own'
    end as basis,
    case when len(c.names) = 0 then p.copied_from end as copied_from
from chains as c
left join copied as p on c.article_id = p.article_id
left join main as f on p.copied_from = f.article_id;

comment on view report.article_origins is 'One place one article has its news from';
comment on column report.article_origins.article_id is 'The article, the same id on every machine';
comment on column report.article_origins.origin is
'Who said it first, as far as is told: agency, outlet, press service, institution or person';
comment on column report.article_origins.chain is 'The way from the outlet to the origin, in words';
comment on column report.article_origins.is_named is
'Whether the name tells it from others; false for a press service or ministry of the article does not say whom';
comment on column report.article_origins.is_main is
'Whether it is the first chain of the article; count these to count each article once';
comment on column report.article_origins.basis is
'told: the article says so. copied: it is the text of an earlier article of another outlet. own: neither';
comment on column report.article_origins.copied_from is
'The earlier article whose text it is, where it tells no chain; else empty';
