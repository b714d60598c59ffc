-- What has a country been to an organization over the years, and how many articles say so?
-- Was war ein Land für eine Organisation im Lauf der Jahre, und wie viele Artikel sagen es?
select
    m.status,
    m.valid_from,
    m.valid_until,
    m.seen_from,
    m.seen_until,
    m.basis,
    m.articles
from report.memberships as m
where
    m.organization = coalesce(getvariable('organization'), 'SOZ')
    and m.member = coalesce(getvariable('member'), 'BY')
order by coalesce(m.valid_from, m.seen_from) nulls first, m.status, m.valid_until;

-- answer:
-- status   | valid_from | valid_until | seen_from  | seen_until | basis     | articles
-- -------- | ---------- | ----------- | ---------- | ---------- | --------- | --------
-- partner  | 2010-01-01 | 2015-12-31  |            |            | reference | 0
-- observer | 2015-01-01 | 2024-07-03  | 2023-06-08 | 2023-07-05 | reference | 2
-- joining  |            |             | 2023-06-08 | 2023-07-05 | text      | 2
-- member   | 2024-07-04 |             | 2024-07-04 | 2025-09-02 | reference | 4
