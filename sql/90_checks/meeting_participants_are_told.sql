-- Proves: a participant of a resolved meeting is there once, with a meeting and with a proof in an article.
-- Scope: what was loaded since the last publish.
with proven as (
    select
        p.meeting_id,
        p.participant,
        p.fact_id,
        p.article_id
    from store.meeting_participant as p -- whole
    where p.article_key in (select a.article_key from store.article as a)
)

select
    p.meeting_id,
    p.participant as culprit
from store.meeting_participant as p
left join store.meeting as m -- whole
    on p.meeting_key = m.meeting_key and p.meeting_id = m.meeting_id
group by p.meeting_id, p.participant
having count(*) > 1 or count(m.meeting_id) = 0

union all

select
    p.meeting_id,
    p.participant as culprit
from proven as p
left join store.participant_reported as f on p.fact_id = f.fact_id and p.article_id = f.article_id
where f.fact_id is null;
