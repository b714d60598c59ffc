-- One row per meeting shown: those of the year before the newest day and ahead that most articles tell of, then the
-- latest before that.
with dated as (
    select
        m.meeting_id,
        m.kind,
        m.status,
        m.title,
        m.body,
        coalesce(m.place, m.country) as place,
        m.held_from,
        coalesce(m.held_until, m.held_from) as held_until,
        m.articles,
        m.held_from >= getvariable('newest') - 365 as is_late
    from report.meetings as m
    where m.held_from is not null
),

shown as (
    select d.*
    from dated as d
    order by d.is_late desc, case when d.is_late then d.articles end desc nulls last, d.held_from desc, d.meeting_id asc
    limit getvariable('most')
),

told as (
    select
        l.meeting_id,
        max_by(
            {
                'article_id': l.article_id,
                'fact_id': l.fact_id,
                'char_start': l.char_start,
                'char_end': l.char_end
            },
            (l.status_told = 'held', l.known_on, l.fact_id),
            2
        ) as proofs
    from report.meeting_articles as l
    semi join shown as s on l.meeting_id = s.meeting_id
    group by l.meeting_id
),

present as (
    select
        p.meeting_id,
        list(p.participant order by p.articles desc, p.participant asc) as participants
    from report.meeting_participants as p
    semi join shown as s on p.meeting_id = s.meeting_id
    where p.role is distinct from 'absent'
    group by p.meeting_id
)

select
    s.meeting_id as key,
    s.kind,
    s.status,
    s.title,
    s.body,
    s.place,
    s.held_from,
    s.held_until,
    s.articles,
    coalesce(p.participants, []) as participants,
    t.proofs
from shown as s
left join told as t on s.meeting_id = t.meeting_id
left join present as p on s.meeting_id = p.meeting_id
order by s.held_from desc, s.meeting_id asc;
