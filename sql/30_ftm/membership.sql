-- One Membership per stretch of one status of one member, with at most ten of the articles that say the same.
with reported as (
    select
        m.organization,
        m.member,
        m.status,
        m.as_of,
        m.fact_id,
        m.surface,
        a.known_on,
        a.url,
        ftm_publisher(a.source, a.url) as publisher
    from report.memberships_reported as m
    inner join report.articles as a on m.article_id = a.article_id
)

select
    ftm_id('membership', concat_ws(chr(31), s.organization, s.member, s.status, s.valid_from)) as id,
    ftm_body(s.member) as member,
    ftm_body(s.organization) as organization,
    s.status as role,
    s.status_name as status,
    coalesce(s.valid_from_text, cast(s.valid_from as varchar)) as start_date,
    coalesce(s.valid_until_text, cast(s.valid_until as varchar)) as end_date,
    list(r.fact_id order by r.known_on, r.fact_id) filter (where r.fact_id is not null)[1:10] as record_id,
    list(r.surface order by r.known_on, r.fact_id) filter (where r.fact_id is not null)[1:10] as summary,
    list(r.publisher order by r.known_on, r.fact_id) filter (where r.fact_id is not null)[1:10] as publisher,
    list(r.url order by r.known_on, r.fact_id) filter (where r.fact_id is not null)[1:10] as source_url,
    concat('basis: ', s.basis) as description
from report.memberships as s
left join reported as r
    on
        s.organization = r.organization
        and s.member = r.member
        and s.status = r.status
        and coalesce(s.valid_from <= r.as_of, true)
        and coalesce(s.valid_until >= r.as_of, true)
group by all
order by id;
