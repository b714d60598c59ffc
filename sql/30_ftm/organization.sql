-- One Organization per organization, or organ of one.
with named as (
    select o.organization as name
    from report.organizations as o

    union

    select m.name
    from report.mentions as m
    where m.kind = 'organization'

    union

    select o.body as name
    from report.occupancies_reported as o

    union

    select o.body as name
    from report.office_holders as o

    union

    select m.organization as name
    from report.memberships as m

    union

    select m.member as name
    from report.memberships as m

    union

    select m.body as name
    from report.meetings as m

    union

    select p.participant as name
    from report.meeting_participants as p
    where p.kind = 'organization'
)

select
    ftm_id('organization', n.name) as id,
    coalesce(o.name, n.name) as name,
    case when o.name <> n.name then n.name end as alias,
    case when o.kind in ('bloc', 'alliance', 'union', 'un') then 'gov.igo' end as topics,
    o.founded_on as incorporation_date,
    r.wikidata as wikidata_id,
    ftm_body(o.part_of) as parent
from named as n
left join report.organizations as o on n.name = o.organization
left join reference.organization as r on n.name = r.organization
where n.name is not null and n.name not in (select c.country from reference.country as c)
order by n.name;
