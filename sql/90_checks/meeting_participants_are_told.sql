-- Proves: a participant of a resolved meeting is there once, with a meeting and with a proof in an article.
select
    p.meeting_id,
    p.participant as culprit
from store.meeting_participant as p
left join store.meeting as m on p.meeting_id = m.meeting_id
left join store.participant_reported as f on p.fact_id = f.fact_id and p.article_id = f.article_id
group by p.meeting_id, p.participant
having count(*) > 1 or count(m.meeting_id) = 0 or count(f.fact_id) = 0;
