-- One row per person named in an article: whom the reference tables list, and others by the name they are written with.
-- A surname alone makes no person.
create schema if not exists report;

create or replace view report.persons as
with named as (
    select distinct
        m.name,
        m.article_id
    from store.mention as m
    where m.kind = 'person'
),

seen as (
    select
        n.name,
        count(*) as articles,
        min(a.published_on) as first_seen_on,
        max(a.published_on) as last_seen_on
    from named as n
    inner join core.article as a on n.article_id = a.article_id
    group by n.name
),

offices as (
    select
        s.person,
        list_sort(list(distinct concat_ws(', ', s.position, s.body))) as offices
    from core.office_stretch as s
    group by s.person
)

select
    s.name as person,
    p.country,
    s.first_seen_on,
    s.last_seen_on,
    s.articles,
    coalesce(o.offices, []) as offices,
    p.person is not null as is_listed,
    p.wikidata
from seen as s
left join reference.person as p on s.name = p.person
left join offices as o on s.name = o.person;

comment on view report.persons is 'One person named in an article';
comment on column report.persons.person is 'Canonical name; as it is written where no reference table lists the person';
comment on column report.persons.country is 'ISO code of the person''s country; empty where the reference lists none';
comment on column report.persons.first_seen_on is
'Day of publication of the first article that names the person';
comment on column report.persons.last_seen_on is
'Day of publication of the last dated article that names the person';
comment on column report.persons.articles is 'Number of articles that name the person';
comment on column report.persons.offices is
'Offices with their body the person is known to have held, to hold or to be designated for; see report.office_holders';
comment on column report.persons.is_listed is 'Whether the reference tables list the person';
comment on column report.persons.wikidata is 'Wikidata id';
