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
),

proven as (
    select
        s.organization,
        s.member,
        s.status,
        s.status_name,
        s.basis,
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
    from report.memberships as s
    left join reported as r
        on
            s.organization = r.organization
            and s.member = r.member
            and s.status = r.status
            and coalesce(s.valid_from <= r.as_of, true)
            and coalesce(s.valid_until >= r.as_of, true)
    group by all
)

select
    ftm_id(
        'membership',
        concat_ws(chr(31), p.organization, p.member, p.status, coalesce(p.valid_from, p.seen_from))
    ) as id,
    ftm_body(p.member) as member,
    ftm_body(p.organization) as organization,
    p.status as role,
    p.status_name as status,
    p.start_date,
    p.end_date,
    list_transform(p.proofs, lambda x: x.fact_id) as record_id,
    list_transform(p.proofs, lambda x: x.surface) as summary,
    list_transform(p.proofs, lambda x: x.publisher) as publisher,
    list_transform(p.proofs, lambda x: x.url) as source_url,
    concat('basis: ', p.basis) as description
from proven as p
order by id;
