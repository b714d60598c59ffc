-- Which articles were changed after they were first read, and what became of headline and length?
-- Welche Artikel wurden nach dem ersten Lesen geändert, und was wurde aus Überschrift und Länge?
select
    n.source,
    n.version,
    o.title as title_before,
    n.title as title_now,
    o.word_count as words_before,
    n.word_count as words_now,
    len(list_distinct(string_split(n.text, chr(10)))) as lines_now,
    len(list_intersect(string_split(n.text, chr(10)), string_split(o.text, chr(10)))) as of_which_unchanged,
    cast(n.fetched_at as date) as read_on
from report.article_versions as n
inner join report.article_versions as o on n.article_id = o.article_id and n.version = o.version + 1
order by n.fetched_at desc, n.article_id asc, n.version desc;

-- answer:
-- source | version | title_before | title_now | words_before | words_now | lines_now | of_which_unchanged | read_on
-- ------ | ------- | ------------ | --------- | ------------ | --------- | --------- | ------------------ | -------
-- (no rows)
