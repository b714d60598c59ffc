-- One row per status of meetings: how many, and proofs of the latest.
with latest as (
    select
        m.status,
        m.meeting_id,
        count(*) over (partition by m.status) as total
    from report.meetings as m
    qualify row_number() over (partition by m.status order by m.held_from desc nulls last, m.meeting_id asc) <= 3
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
            (l.known_on, l.fact_id)
        ) as proof
    from report.meeting_articles as l
    semi join latest as m on l.meeting_id = m.meeting_id
    group by l.meeting_id
)

select
    m.status as key,
    any_value(m.total) as total,
    list(t.proof order by m.meeting_id) as proofs
from latest as m
inner join told as t on m.meeting_id = t.meeting_id
group by m.status
order by m.status;
