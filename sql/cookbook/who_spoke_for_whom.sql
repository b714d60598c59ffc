-- Who took part in meetings for whom, and how often?
-- Wer nahm für wen an Treffen teil, und wie oft?
select
    p.on_behalf_of,
    p.participant,
    count(*) as meetings,
    count(*) filter (where m.status = 'held') as held,
    list(distinct p.role order by p.role) as roles
from report.meeting_participants as p
inner join report.meetings as m on p.meeting_id = m.meeting_id
where p.kind = 'person' and p.on_behalf_of is not null and p.role <> 'absent'
group by p.on_behalf_of, p.participant
order by meetings desc, p.on_behalf_of asc, p.participant asc;

-- answer:
-- on_behalf_of | participant              | meetings | held | roles
-- ------------ | ------------------------ | -------- | ---- | ------------------------------------
-- BY           | Alexander Lukaschenko    | 7        | 6    | expected, host, participant, speaker
-- OVKS         | Imanghali Tasmaghambetow | 7        | 5    | expected, participant, visitor
-- RU           | Wladimir Putin           | 5        | 5    | participant
-- BY           | Alexander Wolfowitsch    | 4        | 3    | chair, expected, participant
-- KZ           | Kassym-Jomart Tokajew    | 4        | 4    | host, participant
-- TJ           | Emomali Rachmon          | 4        | 4    | chair, participant
-- AM           | Nikol Paschinjan         | 3        | 2    | participant, visitor
-- BY           | Sergej Alejnik           | 2        | 1    | expected, participant
-- … and 16 more
