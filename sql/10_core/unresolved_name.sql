-- One row per name of a person that no reference table knows, with what it was seen with and the listed person whose
-- name is spelled nearly so: what to add to seeds/tables/persons.csv or, as a spelling, to person_forms.csv.
create schema if not exists core;

create or replace view core.unresolved_name as
with unresolved as (
    select
        m.name,
        count(distinct m.article_id) as articles,
        count(*) as mentions,
        min(a.known_on) as first_on,
        max(a.known_on) as last_on,
        -- the fullest of its surfaces
        arg_max(m.surface, (length(m.surface), m.surface)) as surface
    from store.mention as m
    inner join core.article as a on m.article_id = a.article_id
    where
        m.kind = 'person'
        and m.name not in (select p.person from reference.person as p)
    group by m.name
),

offices as (
    select
        o.person,
        list(distinct concat_ws(', ', o.position, o.body) order by concat_ws(', ', o.position, o.body)) as seen_as
    from store.occupancy_reported as o
    group by o.person
),

-- folded once each, not once a pair
names as materialized (
    select
        u.name,
        core.folded_name(u.name) as folded
    from unresolved as u
),

listed as materialized (
    select
        p.person,
        core.folded_name(p.person) as folded
    from reference.person as p
),

distances as materialized (
    select
        n.name,
        l.person,
        levenshtein(n.folded, l.folded) as distance
    from names as n
    cross join listed as l
    where abs(length(n.folded) - length(l.folded)) <= 2
),

nearest as (
    select
        d.name,
        min_by(d.person, (d.distance, d.person)) as person
    from distances as d
    where
        d.distance <= 2
        and not exists (
            select 1
            from store.decision as n
            inner join core.decision as c on n.decision_id = c.decision_id
            where
                n.verdict = 'not_same'
                and c.state = 'applied'
                and d.name in (n.name, n.other_name)
                and d.person in (n.name, n.other_name)
        )
    group by d.name
)

select
    u.name,
    u.articles,
    u.mentions,
    u.first_on,
    u.last_on,
    coalesce(o.seen_as, []) as seen_as,
    u.surface,
    n.person as nearest_person
from unresolved as u
left join offices as o on u.name = o.person
left join nearest as n on u.name = n.name;

comment on view core.unresolved_name is 'One name of a person that no reference table knows';
comment on column core.unresolved_name.name is 'The name as the texts write it, in the nominative';
comment on column core.unresolved_name.articles is 'Articles that name it';
comment on column core.unresolved_name.mentions is 'Places that name it';
comment on column core.unresolved_name.first_on is 'Day of the first of these articles';
comment on column core.unresolved_name.last_on is 'Day of the last of these articles';
comment on column core.unresolved_name.seen_as is
'Positions it was named with, each with its body where one was told';
comment on column core.unresolved_name.surface is 'The longest of the surfaces it was read from';
comment on column core.unresolved_name.nearest_person is
'The listed person whose folded name differs by two letters at most, unless a person decided they are not the same';
