-- Who stayed away from which meeting, and which words say so?
-- Wer blieb welchem Treffen fern, und welche Worte sagen es?
select
    p.participant,
    m.held_from,
    m.body,
    m.place,
    string_agg(distinct e.surface, ' / ' order by e.surface) as words
from report.meeting_participants as p
inner join report.meetings as m on p.meeting_id = m.meeting_id
inner join report.meeting_articles as t on m.meeting_id = t.meeting_id
inner join report.evidence as e on t.article_id = e.article_id and e.fact = 'meeting_participants'
inner join report.mentions as n
    on
        e.article_id = n.article_id
        and e.char_start <= n.char_start
        and e.char_end >= n.char_end
        and p.participant = coalesce(n.value, n.name)
where p.role = 'absent'
group by p.participant, m.held_from, m.body, m.place, m.meeting_id
order by m.held_from nulls last, p.participant;

-- answer:
-- participant      | held_from  | body | place     | words
-- ---------------- | ---------- | ---- | --------- | -----------------------------
-- AM               | 2023-11-23 | OVKS | Minsk     | Armenien
-- Nikol Paschinjan | 2023-11-23 | OVKS | Minsk     | Nikol Paschinjan / Paschinjan
-- MD               | 2025-10-10 | GUS  | Duschanbe | Republik Moldau
-- AM               | 2025-11-27 | OVKS | Bischkek  | Armenien
