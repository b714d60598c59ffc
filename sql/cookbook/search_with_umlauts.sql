-- Which articles have all these words, with umlauts or without, in any case and inside longer words?
-- Welche Artikel enthalten alle diese Wörter, mit oder ohne Umlaut, groß oder klein, auch in längeren Wörtern?
select
    a.published_on,
    s.title,
    s.snippet
from report.search(coalesce(getvariable('words'), 'generalsekretaer buendnis')) as s
inner join report.articles as a on s.article_id = a.article_id
order by a.published_on desc nulls last, s.title asc, s.snippet asc;

-- answer:
-- published_on | title                                        | snippet
-- ------------ | -------------------------------------------- | --------------------------------------------
-- 2025-11-27   | OVKS-Gipfel: Kirgisischer Diplomat wird neu… | rtrags über kollektive Sicherheit (OVKS) en…
-- 2024-06-12   | Armenien will die OVKS verlassen             | igte an, man werde bei den armenischen Part…
-- 2023-02-10   | Besuch des OVKS-Generalsekretärs in Belarus… | MOSKAU, 10. Februar (BelTA) - Imangali Tasm…
--              | Diplomatie: Ständiger Rat der OVKS befasst … | um über die Kandidatur von Stanislaw Sas fü…
--              | Kirgisien übernimmt im Dezember den Vorsitz… | Almasbek Atambajew, hat in Bischkek mit Nik…
