-- Why is this address, file name or article_id not among the articles? One row per thing that became of it.
-- Warum fehlt diese Adresse, diese Datei, diese article_id? Eine Zeile für alles, was aus ihr wurde.
select
    w.what,
    w.address,
    w.detail
from report.whereabouts(coalesce(getvariable('address'), 'https://deu.belta.by/politics/1')) as w;

-- answer:
-- what        | address                         | detail
-- ----------- | ------------------------------- | --------------------------------------------
-- never found | https://deu.belta.by/politics/1 | no run has found this address; ask for it a…
