-- One Event per meeting, with at most ten of the articles that tell of it; Documentation has all of them.
with told as (
    select
        t.meeting_id,
        list(t.fact_id order by a.known_on, t.fact_id)[1:10] as record_id,
        list(t.surface order by a.known_on, t.fact_id)[1:10] as summary,
        list(ftm_publisher(a.source, a.url) order by a.known_on, t.fact_id)[1:10] as publisher,
        list(a.url order by a.known_on, t.fact_id)[1:10] as source_url,
        list(ftm_id('article', a.article_id) order by a.known_on, t.fact_id)[1:10] as proof
    from report.meeting_articles as t
    inner join report.articles as a on t.article_id = a.article_id
    group by t.meeting_id
),

involved as (
    select
        p.meeting_id,
        list(
            case when p.kind = 'person' then ftm_id('person', p.participant) else ftm_body(p.participant) end
            order by p.participant
        ) as involved
    from report.meeting_participants as p
    where p.role <> 'absent'
    group by p.meeting_id
)

select
    ftm_id('event', m.meeting_id) as id,
    coalesce(m.title, concat_ws(' ', m.body, m.kind, m.place)) as name,
    [m.kind, m.status] as keywords,
    ftm_body(m.body) as organizer,
    i.involved,
    m.place as location,
    lower(m.country) as country,
    ftm_partial(m.held_from, m.held_until) as start_date,
    ftm_partial(m.held_until, m.held_from) as end_date,
    t.record_id,
    t.summary,
    t.publisher,
    t.source_url,
    t.proof
from report.meetings as m
left join told as t on m.meeting_id = t.meeting_id
left join involved as i on m.meeting_id = i.meeting_id
order by m.meeting_id;
