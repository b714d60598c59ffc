-- How many independent sources stand behind what is told about a topic? As many as there are rows.
-- Wie viele unabhängige Quellen stehen hinter den Nachrichten zu einem Thema? So viele, wie es Zeilen gibt.
with asked as (
    select list(distinct t.article_id) as article_ids
    from report.article_topics as t
    where t.topic = coalesce(getvariable('topic'), 'appointments')
)

select
    s.origin,
    s.articles,
    s.outlets
from report.independent_sources((select a.article_ids from asked as a)) as s
order by s.articles desc, s.origin asc, s.outlets asc;

-- answer:
-- origin     | articles | outlets
-- ---------- | -------- | -----------------
-- BelTA      | 4        | belta_de, generic
-- TASS       | 2        | belta_de, tass_en
-- AP         | 1        | ap_en
-- Al Jazeera | 1        | aljazeera_en
-- Interfax   | 1        | interfax_ru
-- Kommersant | 1        | kommersant_ru
-- RT DE      | 1        | rt_de
-- n-tv       | 1        | ntv_de
-- … and 1 more
