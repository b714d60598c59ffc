-- One Position per office of one organization or country.
with offices as (
    select
        o.position,
        o.body
    from report.office_holders as o

    union

    select
        o.position,
        o.body
    from report.occupancies_reported as o
)

select
    ftm_id('position', concat_ws(chr(31), o.position, o.body)) as id,
    concat_ws(', ', o.position, coalesce(c.name, o.body)) as name,
    ftm_body(o.body) as organization,
    lower(c.country) as country
from offices as o
left join reference.country as c on o.body = c.country
order by o.position, o.body;
