-- One row per decision of a person, with whether it is in force: the last one of its subject, unless that withdraws.
create schema if not exists core;

create or replace view core.decision as
with placed as (
    select
        d.decision_id,
        d.subject,
        d.verdict,
        lead(d.decision_id) over by_subject as replaced_by,
        lead(d.verdict) over by_subject as next_verdict
    from store.decision as d
    window by_subject as (partition by d.subject order by d.decided_at, d.decision_id)
)

select
    p.decision_id,
    p.subject,
    p.verdict,
    p.replaced_by,
    p.replaced_by is null and p.verdict <> 'withdrawn' as is_in_force,
    case
        when p.replaced_by is not null and p.next_verdict <> 'withdrawn' then 'superseded'
        when p.replaced_by is not null or p.verdict = 'withdrawn' then 'withdrawn'
        else coalesce(o.state, 'waiting')
    end as state,
    o.reason,
    o.fact_id,
    o.other_fact_id
from placed as p
left join store.decision_outcome as o on p.decision_id = o.decision_id;

comment on view core.decision is 'One decision of a person and what became of it';
comment on column core.decision.decision_id is 'Hash of the whole decision; the same on every machine';
comment on column core.decision.subject is 'What it is about; a later decision of the same subject replaces it';
comment on column core.decision.verdict is 'correct, wrong, edited, same, not_same, withdrawn';
comment on column core.decision.replaced_by is 'The next decision of the same subject; empty where there is none';
comment on column core.decision.is_in_force is 'Whether it is the last of its subject and no withdrawal';
comment on column core.decision.state is 'applied, review, waiting, superseded, withdrawn';
comment on column core.decision.reason is 'Why it is not applied, or what else is to be known';
comment on column core.decision.fact_id is 'The fact it was found to be about; in review the one it may be about now';
comment on column core.decision.other_fact_id is 'The second fact';
