-- One Occupancy per stretch of one person in one office, with at most ten of the articles that name the person so.
with reported as (
    select
        o.person,
        o.position,
        o.body,
        o.as_of,
        o.fact_id,
        o.surface,
        a.known_on,
        a.url,
        ftm_publisher(a.source, a.url) as publisher
    from report.occupancies_reported as o
    inner join report.articles as a on o.article_id = a.article_id
    where o.status in ('held', 'acting') and o.rule <> 'occupancy.reference.holder'
),

proven as (
    select
        s.person,
        s.position,
        s.body,
        s.status,
        s.basis,
        s.decided_on,
        s.valid_from,
        s.seen_from,
        coalesce(s.valid_from_text, cast(s.valid_from as varchar)) as start_date,
        coalesce(s.valid_until_text, cast(s.valid_until as varchar)) as end_date,
        min_by(
            {
                'fact_id': r.fact_id,
                'surface': r.surface,
                'publisher': r.publisher,
                'url': r.url
            },
            (r.known_on, r.fact_id),
            10
        ) filter (where r.fact_id is not null) as proofs
    from report.office_holders as s
    left join reported as r
        on
            s.person = r.person
            and core.office(s.position) = core.office(r.position)
            and s.body = r.body
            and coalesce(s.valid_from <= r.as_of, true)
            and coalesce(s.valid_until >= r.as_of, true)
    group by all
)

select
    ftm_id(
        'occupancy',
        concat_ws(chr(31), p.person, p.position, p.body, p.status, coalesce(p.valid_from, p.seen_from))
    ) as id,
    ftm_id('person', p.person) as holder,
    ftm_id('position', concat_ws(chr(31), p.position, p.body)) as post,
    p.status,
    p.start_date,
    p.end_date,
    list_transform(p.proofs, lambda x: x.fact_id) as record_id,
    list_transform(p.proofs, lambda x: x.surface) as summary,
    list_transform(p.proofs, lambda x: x.publisher) as publisher,
    list_transform(p.proofs, lambda x: x.url) as source_url,
    concat(
        'basis: ', p.basis, case when p.decided_on is not null then concat('; decided on: ', p.decided_on) end
    ) as description
from proven as p
order by id;
