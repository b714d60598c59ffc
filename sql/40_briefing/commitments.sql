-- One row per commitment shown, some of each status, with how many have it: those due next come first, of the others
-- those due last.
with shown as (
    select
        c.commitment_id,
        c.actors,
        c.action,
        c.instrument,
        c.object,
        c.due_until,
        c.previous_due,
        c.status,
        c.settled_on,
        c.articles,
        count(*) over (partition by c.status) as total
    from report.commitments as c
    qualify
        row_number() over (
            partition by c.status
            order by
                case when c.status in ('open', 'moved') then c.due_until end asc nulls last,
                c.due_until desc nulls last,
                c.commitment_id asc
        ) <= getvariable('most')
),

steps as (
    select
        h.commitment_id,
        list(
            {
                'article_id': h.article_id,
                'fact_id': h.fact_id,
                'char_start': h.char_start,
                'char_end': h.char_end
            }
            order by h.step_on asc, h.fact_id asc
        ) as proofs
    from report.commitment_history as h
    semi join shown as s on h.commitment_id = s.commitment_id
    where h.article_id is not null
    group by h.commitment_id
)

select
    s.commitment_id as key,
    s.actors,
    s.action,
    s.instrument,
    s.object,
    s.due_until,
    s.previous_due,
    s.status,
    s.settled_on,
    s.articles,
    s.total,
    len(t.proofs) as steps,
    case when len(t.proofs) > 3 then [t.proofs[1], t.proofs[-2], t.proofs[-1]] else t.proofs end as proofs
from shown as s
inner join steps as t on s.commitment_id = t.commitment_id
order by s.status asc, s.due_until desc nulls last, s.commitment_id asc;
