-- One Person per name of a person, listed in the reference tables or not.
with named as (
    select m.name
    from report.mentions as m
    where m.kind = 'person'

    union

    select o.person as name
    from report.occupancies_reported as o

    union

    select o.person as name
    from report.office_holders as o

    union

    select p.participant as name
    from report.meeting_participants as p
    where p.kind = 'person'
)

select
    ftm_id('person', n.name) as id,
    n.name,
    lower(p.country) as country,
    p.wikidata as wikidata_id
from named as n
left join reference.person as p on n.name = p.person
where n.name is not null
order by n.name;
