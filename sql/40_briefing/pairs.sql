-- One row per pair of persons who met most, with the sentences that put both into their latest meetings.
with pairs as (
    select
        w.person_a,
        w.person_b,
        w.meetings,
        w.first_on,
        w.last_on,
        count(*) over () as total
    from report.who_met_whom as w
    order by w.meetings desc, w.last_on desc nulls last, w.person_a asc, w.person_b asc
    limit getvariable('most')
),

named as (
    select p.person_a as person
    from pairs as p

    union

    select p.person_b as person
    from pairs as p
),

attended as (
    select
        p.meeting_id,
        p.participant as person,
        m.held_from,
        min({ 'article_id': p.article_id, 'fact_id': p.fact_id, 'char_start': null, 'char_end': null }) as proof
    from report.meeting_participants as p
    semi join named as n on p.participant = n.person
    inner join report.meetings as m on p.meeting_id = m.meeting_id
    where p.kind = 'person' and coalesce(p.role, 'participant') not in ('absent', 'expected') and m.status = 'held'
    group by p.meeting_id, p.participant, m.held_from
)

select
    concat_ws(' | ', p.person_a, p.person_b) as key,
    p.person_a,
    p.person_b,
    p.meetings,
    p.first_on,
    p.last_on,
    p.total,
    flatten(max_by([a.proof, b.proof], (a.held_from is not null, a.held_from, a.meeting_id), 2)) as proofs
from pairs as p
inner join attended as a on p.person_a = a.person
inner join attended as b on p.person_b = b.person and a.meeting_id = b.meeting_id
group by all
order by p.meetings desc, p.last_on desc nulls last, p.person_a asc, p.person_b asc;
