-- One row per thing first told by articles read since the last briefing, some of each kind, with how many there are.
-- begun, ended: stretches of offices and statuses that are known by such an article.
with meetings_told as (
    select
        l.meeting_id,
        arg_min(
            {
                'article_id': l.article_id,
                'fact_id': l.fact_id,
                'char_start': l.char_start,
                'char_end': l.char_end
            },
            (l.known_on, l.fact_id)
        ) as proof
    from report.meeting_articles as l
    left join new_article as n on l.article_id = n.article_id
    group by l.meeting_id
    having bool_and(n.article_id is not null)
),

things as (
    select
        'articles' as what,
        a.article_id as key,
        a.published_on as on_day,
        a.title as name,
        null as kind,
        a.source as about,
        null as place,
        { 'article_id': a.article_id, 'fact_id': null, 'char_start': null, 'char_end': null } as proof
    from report.articles as a
    semi join new_article as n on a.article_id = n.article_id

    union all

    select
        'meetings' as what,
        m.meeting_id as key,
        m.held_from as on_day,
        m.title as name,
        m.kind,
        m.body as about,
        coalesce(m.place, m.country) as place,
        t.proof
    from meetings_told as t
    inner join report.meetings as m on t.meeting_id = m.meeting_id

    union all

    select
        'commitments' as what,
        h.commitment_id as key,
        c.due_until as on_day,
        array_to_string(c.actors, ', ') as name,
        c.action as kind,
        coalesce(c.instrument, c.object) as about,
        null as place,
        { 'article_id': h.article_id, 'fact_id': h.fact_id, 'char_start': h.char_start, 'char_end': h.char_end }
            as proof
    from report.commitment_history as h
    semi join new_article as n on h.article_id = n.article_id
    inner join report.commitments as c on h.commitment_id = c.commitment_id
    where h.step = 'announced'

    union all

    select
        'begun' as what,
        s.known_fact_id as key,
        coalesce(s.valid_from, s.seen_from) as on_day,
        s.person as name,
        s.position as kind,
        s.body as about,
        null as place,
        { 'article_id': s.known_article_id, 'fact_id': s.known_fact_id, 'char_start': null, 'char_end': null } as proof
    from report.office_holders as s
    semi join new_article as n on s.known_article_id = n.article_id
    where s.status <> 'former'

    union all

    select
        'begun' as what,
        s.known_fact_id as key,
        coalesce(s.valid_from, s.seen_from) as on_day,
        s.member as name,
        s.status as kind,
        s.organization as about,
        null as place,
        { 'article_id': s.known_article_id, 'fact_id': s.known_fact_id, 'char_start': null, 'char_end': null } as proof
    from report.memberships as s
    semi join new_article as n on s.known_article_id = n.article_id
    where s.status <> 'former'

    union all

    select
        'ended' as what,
        s.valid_until_fact_id as key,
        coalesce(s.valid_until, s.over_on) as on_day,
        s.person as name,
        s.position as kind,
        s.body as about,
        null as place,
        {
            'article_id': s.valid_until_article_id,
            'fact_id': s.valid_until_fact_id,
            'char_start': null,
            'char_end': null
        } as proof
    from report.office_holders as s
    semi join new_article as n on s.valid_until_article_id = n.article_id

    union all

    select
        'ended' as what,
        s.valid_until_fact_id as key,
        coalesce(s.valid_until, s.over_on) as on_day,
        s.member as name,
        s.status as kind,
        s.organization as about,
        null as place,
        {
            'article_id': s.valid_until_article_id,
            'fact_id': s.valid_until_fact_id,
            'char_start': null,
            'char_end': null
        } as proof
    from report.memberships as s
    semi join new_article as n on s.valid_until_article_id = n.article_id

    union all

    select
        'quotations' as what,
        q.fact_id as key,
        q.said_on as on_day,
        q.speaker as name,
        null as kind,
        q.text as about,
        null as place,
        { 'article_id': q.article_id, 'fact_id': q.fact_id, 'char_start': q.char_start, 'char_end': q.char_end }
            as proof
    from report.quotations as q
    semi join new_article as n on q.article_id = n.article_id

    union all

    select
        'conflicts' as what,
        concat_ws(',', c.fact_a, c.fact_b) as key,
        c.last_on as on_day,
        coalesce(m.title, m.body, case when m.meeting_id is null then c.subject end) as name,
        c.property as kind,
        null as about,
        coalesce(m.place, m.country) as place,
        {
            'article_id': case when n.article_id is null then c.article_b else c.article_a end,
            'fact_id': case when n.article_id is null then c.fact_b else c.fact_a end,
            'char_start': null,
            'char_end': null
        } as proof
    from read_conflict as c
    left join new_article as n on c.article_a = n.article_id
    left join new_article as o on c.article_b = o.article_id
    left join report.meetings as m on c.subject = m.meeting_id
    where n.article_id is not null or o.article_id is not null
)

select
    t.what,
    t.key,
    t.on_day,
    t.name,
    t.kind,
    t.about,
    t.place,
    [t.proof] as proofs,
    count(*) over (partition by t.what) as total
from things as t
qualify row_number() over (partition by t.what order by t.on_day desc nulls last, t.key asc) <= getvariable('most')
order by t.what asc, t.on_day desc nulls last, t.key asc;
