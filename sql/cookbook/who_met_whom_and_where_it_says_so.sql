-- Who met Alexander Lukaschenko, and which words of which article say so?
-- Wer traf Alexander Lukaschenko, und welche Worte welches Artikels sagen es?
select
    other.participant,
    m.held_from,
    m.place,
    t.surface,
    a.title
from report.meeting_participants as one
inner join report.meeting_participants as other
    on one.meeting_id = other.meeting_id and one.participant <> other.participant
inner join report.meetings as m on one.meeting_id = m.meeting_id
inner join report.meeting_articles as t on m.meeting_id = t.meeting_id
inner join report.articles as a on t.article_id = a.article_id
where
    one.participant = 'Alexander Lukaschenko'
    and one.role <> 'absent'
    and other.role <> 'absent'
    and other.kind = 'person'
    and m.status = 'held'
order by m.held_from nulls last, other.participant;
