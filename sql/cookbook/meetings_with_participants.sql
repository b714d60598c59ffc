-- Which meetings were held or are planned, when and where, and who took part as what?
-- Welche Treffen gab es oder sind geplant, wann und wo, und wer nahm als was teil?
select
    m.held_from,
    m.held_until,
    m.kind,
    m.status,
    m.body,
    m.place,
    string_agg(concat(p.participant, ' (', p.role, ')'), ', ' order by p.participant) filter (
        where p.participant is not null
    ) as participants,
    m.title
from report.meetings as m
left join report.meeting_participants as p on m.meeting_id = p.meeting_id
group by all
order by m.held_from nulls last, m.kind, m.title, m.place;
