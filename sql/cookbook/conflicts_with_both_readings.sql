-- Which readings contradict each other, and which articles say the one and the other?
-- Welche Lesarten widersprechen einander, und welche Artikel sagen das eine und das andere?
select
    c.subject,
    c.property,
    c.value_a,
    a.title as says_a,
    c.value_b,
    b.title as says_b,
    c.note
from report.conflicts as c
left join report.articles as a on c.article_a = a.article_id
left join report.articles as b on c.article_b = b.article_id
order by c.subject, c.property, c.value_a, c.value_b, a.title, b.title;

-- answer:
-- subject | property | value_a | says_a | value_b | says_b | note
-- ------- | -------- | ------- | ------ | ------- | ------ | ----
-- (no rows)
