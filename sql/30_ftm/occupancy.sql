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
)

select
    ftm_id('occupancy', concat_ws(chr(31), s.person, s.position, s.body, s.status, s.valid_from)) as id,
    ftm_id('person', s.person) as holder,
    ftm_id('position', concat_ws(chr(31), s.position, s.body)) as post,
    s.status,
    coalesce(s.valid_from_text, cast(s.valid_from as varchar)) as start_date,
    coalesce(s.valid_until_text, cast(s.valid_until as varchar)) as end_date,
    list(r.fact_id order by r.known_on, r.fact_id) filter (where r.fact_id is not null)[1:10] as record_id,
    list(r.surface order by r.known_on, r.fact_id) filter (where r.fact_id is not null)[1:10] as summary,
    list(r.publisher order by r.known_on, r.fact_id) filter (where r.fact_id is not null)[1:10] as publisher,
    list(r.url order by r.known_on, r.fact_id) filter (where r.fact_id is not null)[1:10] as source_url,
    concat(
        'basis: ', s.basis, case when s.decided_on is not null then concat('; decided on: ', s.decided_on) end
    ) as description
from report.office_holders as s
left join reported as r
    on
        s.person = r.person
        and core.office(s.position) = core.office(r.position)
        and s.body = r.body
        and coalesce(s.valid_from <= r.as_of, true)
        and coalesce(s.valid_until >= r.as_of, true)
group by all
order by id;
