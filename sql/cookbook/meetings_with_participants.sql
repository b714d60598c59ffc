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
order by m.held_from nulls last, m.kind, m.title, m.place, participants, m.held_until;

-- answer:
-- held_from  | held_until | kind      | status    | body | place     | participants           | title
-- ---------- | ---------- | --------- | --------- | ---- | --------- | ---------------------- | ----------------------
-- 2012-12-19 | 2012-12-19 | session   | planned   | OVKS | Moskau    |                        | Tagung des Rates für …
-- 2016-10-01 | 2016-10-31 | visit     | cancelled |      | Jerewan   | Nursultan Nasarbajew … | Reise
-- 2018-09-01 | 2018-11-30 | summit    | planned   | GUS  | Duschanbe |                        |
-- 2019-11-28 | 2019-11-28 | summit    | held      | OVKS | Bischkek  | Alexander Lukaschenko… | Sitzung
-- 2022-09-15 | 2022-09-16 | summit    | held      | SOZ  | Samarkand |                        | Gipfel
-- 2022-11-01 | 2022-11-30 | session   | held      | OVKS |           |                        | Tagung
-- 2023-01-10 | 2023-01-10 | bilateral | held      |      |           | Alexander Wolfowitsch… | Gespräch
-- 2023-02-12 | 2023-02-13 | visit     | held      |      | Minsk     | Imanghali Tasmaghambe… | erste Reise
-- … and 24 more
