-- Which articles tell no day of publication, and between which days must it lie?
-- Welche Artikel nennen keinen Tag ihres Erscheinens, und zwischen welchen Tagen muss er liegen?
select
    a.source,
    a.file_name,
    a.title,
    a.published_from,
    a.published_until,
    a.published_rule
from report.articles as a
where a.published_at is null and a.published_on is null
order by a.published_from nulls last, a.source, a.file_name;

-- answer:
-- source   | file_name            | title                | published_from | published_until | published_rule
-- -------- | -------------------- | -------------------- | -------------- | --------------- | --------------------
-- belta_de | 05_kirgisien_uebern… | Kirgisien übernimmt… | 2011-12-01     | 2012-12-19      | told by the text: 1…
-- generic  | 11_bericht_ueber_ka… | Diplomatie: Ständig… | 2015-11-01     | 2019-12-31      | told by the text: i…
-- rt_de    | 08_armenien_friert_… | Armenien legt seine… | 2024-02-22     |                 | told by the text: 2…
