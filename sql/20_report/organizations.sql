-- One row per organization or organ of one, with how often the articles name it. An organ counts for itself and for the
-- organization it is part of.
create schema if not exists report;

create or replace view report.organizations as
with named as (
    select
        m.name as organization,
        m.article_id,
        m.fact_id
    from store.mention as m
    where m.kind = 'organization'

    union all

    select
        m.organ as organization,
        m.article_id,
        m.fact_id
    from store.mention as m
    where m.organ is not null
),

counted as (
    select
        n.organization,
        count(distinct n.article_id) as articles,
        count(*) as mentions
    from named as n
    group by n.organization
)

select
    o.organization,
    o.name,
    o.kind,
    o.part_of,
    coalesce(c.articles, 0) as articles,
    coalesce(c.mentions, 0) as mentions,
    o.founded_on,
    o.confidence,
    o.origin
from reference.organization as o
left join counted as c on o.organization = c.organization;

comment on view report.organizations is 'One organization, or organ of one';
comment on column report.organizations.organization is 'German short form, the canonical name';
comment on column report.organizations.name is 'Full German name';
comment on column report.organizations.kind is 'bloc, alliance, union, un, court, bank, organ, other';
comment on column report.organizations.part_of is
'The organization it belongs to; an organ is mentioned under that one''s name';
comment on column report.organizations.articles is 'Articles that name it';
comment on column report.organizations.mentions is 'Places that name it';
comment on column report.organizations.founded_on is 'Partial ISO date';
comment on column report.organizations.confidence is 'How sure the reference table is';
comment on column report.organizations.origin is 'Where the reference table has it from';
