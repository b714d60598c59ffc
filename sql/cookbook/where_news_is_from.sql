-- From whom do the sources have their news, and over which steps?
-- Von wem haben die Quellen ihre Nachrichten, und über welche Schritte?
select
    a.source,
    o.origin,
    o.basis,
    count(*) as articles,
    min(o.chain) as example
from report.article_origins as o
inner join report.articles as a on o.article_id = a.article_id
where o.is_main
group by a.source, o.origin, o.basis
order by articles desc, a.source asc, o.origin asc;

-- answer:
-- source       | origin                                 | basis | articles | example
-- ------------ | -------------------------------------- | ----- | -------- | --------------------------------------
-- belta_de     | BelTA                                  | own   | 4        | BelTA
-- aljazeera_en | Al Jazeera                             | own   | 1        | Al Jazeera
-- ap_en        | AP                                     | own   | 1        | AP
-- belta_de     | Pressedienst                           | told  | 1        | BelTA → Pressedienst
-- belta_de     | Pressedienst des Sicherheitsrates      | told  | 1        | BelTA → Pressedienst des Sicherheitsr…
-- belta_de     | Pressedienst des kirgisischen Staatsc… | told  | 1        | BelTA → TASS → Pressedienst des kirgi…
-- belta_de     | Pressedienst des russischen Sicherhei… | told  | 1        | BelTA → Pressedienst des russischen S…
-- belta_de     | Sekretariat (OVKS)                     | told  | 1        | BelTA → Sekretariat (OVKS)
-- … and 19 more
