-- How many independent sources stand behind the news about a person? As many as there are rows.
-- Wie viele unabhängige Quellen stehen hinter den Nachrichten über eine Person? So viele, wie es Zeilen gibt.
with named as (
    select distinct m.article_id
    from report.mentions as m
    where m.kind = 'person' and m.name = coalesce(getvariable('person'), 'Stanislaw Sas')
)

select
    s.origin,
    s.articles,
    s.outlets
from report.independent_sources((select list(n.article_id) from named as n)) as s
order by s.articles desc, s.origin asc, s.outlets asc;

-- answer:
-- origin       | articles | outlets
-- ------------ | -------- | -----------------
-- BelTA        | 3        | belta_de, generic
-- Pressedienst | 1        | belta_de
-- RIA Novosti  | 1        | ria_ru
-- TASS         | 1        | belta_de
-- junge Welt   | 1        | junge_welt_de
