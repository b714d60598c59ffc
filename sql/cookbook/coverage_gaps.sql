-- In which months did a source bring fewer articles than expected of it, between its first and its last?
-- In welchen Monaten brachte eine Quelle weniger Artikel als erwartet, zwischen ihrem ersten und letzten?
select
    c.source,
    count(*) as months,
    count(*) filter (where c.articles = 0) as months_without_any,
    count(*) filter (where c.articles < c.expected_min) as months_below,
    min(c.month) filter (where c.articles = 0) as first_gap,
    max(c.month) filter (where c.articles = 0) as last_gap
from report.coverage as c
where c.month is not null
group by c.source
having count(*) filter (where c.articles < c.expected_min) > 0
order by months_without_any desc, c.source asc;

-- answer:
-- source   | months | months_without_any | months_below | first_gap  | last_gap
-- -------- | ------ | ------------------ | ------------ | ---------- | ----------
-- belta_de | 81     | 72                 | 72           | 2019-06-01 | 2025-12-01
