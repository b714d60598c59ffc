-- Whom did a person meet, when and where, and which words of which article say so?
-- Wen traf eine Person, wann und wo, und welche Worte welches Artikels sagen es?
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
inner join report.meeting_articles as t on m.meeting_id = t.meeting_id and other.article_id = t.article_id
inner join report.articles as a on t.article_id = a.article_id
where
    one.participant = coalesce(getvariable('person'), 'Alexander Lukaschenko')
    and one.role not in ('absent', 'expected')
    and other.role not in ('absent', 'expected')
    and other.kind = 'person'
    and m.status = 'held'
order by m.held_from nulls last, other.participant, a.title, t.char_start;

-- answer:
-- participant              | held_from  | place    | surface                        | title
-- ------------------------ | ---------- | -------- | ------------------------------ | ------------------------------
-- Emomali Rachmon          | 2019-11-28 | Bischkek | Der Rat für kollektive Sicher… | OVKS-Gipfel in Bischkek: Stan…
-- Kassym-Jomart Tokajew    | 2019-11-28 | Bischkek | Der Rat für kollektive Sicher… | OVKS-Gipfel in Bischkek: Stan…
-- Nikol Paschinjan         | 2019-11-28 | Bischkek | Der Rat für kollektive Sicher… | OVKS-Gipfel in Bischkek: Stan…
-- Sooronbai Dscheenbekow   | 2019-11-28 | Bischkek | Der Rat für kollektive Sicher… | OVKS-Gipfel in Bischkek: Stan…
-- Wladimir Putin           | 2019-11-28 | Bischkek | Der Rat für kollektive Sicher… | OVKS-Gipfel in Bischkek: Stan…
-- Imanghali Tasmaghambetow | 2023-02-13 |          | Am selben Tag empfing der bel… | Wolfowitsch und Tasmagambetow…
-- Emomali Rachmon          | 2023-11-23 | Minsk    | In Minsk sind am Donnerstag d… | OVKS-Gipfel in Minsk: Kasachs…
-- Kassym-Jomart Tokajew    | 2023-11-23 | Minsk    | In Minsk sind am Donnerstag d… | OVKS-Gipfel in Minsk: Kasachs…
-- … and 14 more
