-- Which meetings were planned for days that have passed, and no article tells of them as held?
-- Welche Treffen waren für Tage geplant, die vorbei sind, ohne dass ein Artikel erzählt, dass sie stattfanden?
with newest as (
    select max(a.published_on) as on_day
    from report.articles as a
)

select
    m.held_from,
    m.held_until,
    m.kind,
    m.body,
    m.place,
    m.title,
    m.articles
from report.meetings as m
cross join newest as n
where
    m.status in ('planned', 'confirmed')
    and coalesce(m.held_until, m.held_from) < n.on_day
    and not exists (
        select 1
        from report.meetings as h
        where
            h.status = 'held'
            and h.body is not distinct from m.body
            and h.country is not distinct from m.country
            and h.held_from <= coalesce(m.held_until, m.held_from)
            and coalesce(h.held_until, h.held_from) >= m.held_from
    )
order by m.held_from, m.kind, m.body, m.place, m.title;

-- answer:
-- held_from  | held_until | kind    | body | place     | title                                      | articles
-- ---------- | ---------- | ------- | ---- | --------- | ------------------------------------------ | --------
-- 2012-12-19 | 2012-12-19 | session | OVKS | Moskau    | Tagung des Rates für kollektive Sicherheit | 1
-- 2018-09-01 | 2018-11-30 | summit  | GUS  | Duschanbe |                                            | 1
