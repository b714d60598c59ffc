-- How was a meeting told over time: announced, confirmed, held, by which article?
-- Wie wurde von einem Treffen nach und nach erzählt: angekündigt, bestätigt, abgehalten, von welchem Artikel?
with told as (
    select
        t.meeting_id,
        t.status_told,
        t.surface,
        a.published_on,
        a.title
    from report.meeting_articles as t
    inner join report.articles as a on t.article_id = a.article_id
),

chosen as (
    select distinct m.meeting_id
    from report.meetings as m
    inner join report.meeting_participants as p on m.meeting_id = p.meeting_id
    where
        p.participant = coalesce(getvariable('participant'), 'Imanghali Tasmaghambetow')
        and m.country = coalesce(getvariable('country'), 'BY')
)

select
    m.held_from,
    m.kind,
    m.status,
    t.published_on,
    t.status_told,
    t.surface,
    t.title
from chosen as c
inner join report.meetings as m on c.meeting_id = m.meeting_id
inner join told as t on c.meeting_id = t.meeting_id
order by m.held_from nulls last, m.kind, t.published_on nulls last, t.title, t.surface;

-- answer:
-- held_from  | kind      | status  | published_on | status_told | surface                  | title
-- ---------- | --------- | ------- | ------------ | ----------- | ------------------------ | ------------------------
-- 2023-02-12 | visit     | held    | 2023-01-13   | planned     | Der neue OVKS-Generalse… | Tasmagambetow kann im F…
-- 2023-02-12 | visit     | held    | 2023-02-10   | planned     | Imangali Tasmagambetow,… | Besuch des OVKS-General…
-- 2023-02-12 | visit     | held    | 2023-02-13   | held        | Der Staatssekretär des … | Wolfowitsch und Tasmaga…
-- 2023-02-13 | bilateral | held    | 2023-02-13   | held        | Der Staatssekretär des … | Wolfowitsch und Tasmaga…
--            | bilateral | planned | 2023-02-10   | planned     | In Minsk ist ein Treffe… | Besuch des OVKS-General…
