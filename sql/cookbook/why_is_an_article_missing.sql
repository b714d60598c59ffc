-- Why is this address not among the articles?
-- One row per thing that became of it, newest first; put in another address, file name or article_id.
select
    w.what,
    w.told_at,
    w.detail,
    w.article_id
from report.whereabouts('https://deu.belta.by/politics/1') as w;
