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
-- subject        | property       | value_a        | says_a         | value_b        | says_b         | note
-- -------------- | -------------- | -------------- | -------------- | -------------- | -------------- | --------------
-- 1d99a0a07f8b1… | meeting, days  | 2025-08-31/20… | Indien verwei… | 2025-09-01     | SOZ-Gipfel in… | articles from…
-- 793311797265a… | meeting, days  | 2023-02-01/20… | Tasmagambetow… | 2023-02-12/20… | Besuch des OV… | articles from…
-- 8894e039863b8… | meeting, days  | 2023-06-01/20… | Wolfowitsch u… | 2023-06-08     | Sekretäre der… | articles from…
-- EG             | partner, SOZ,… | 2022-09-01     | Von Samarkand… | 2022-09-14     |                | article and r…
-- GE             | member, GUS, … | 2009-08-31     | GUS-Gipfel in… | 2009-08-18     |                | article and r…
-- IN             | member, SOZ, … | 2017-06-01     | Indien verwei… | 2017-06-09     |                | article and r…
-- IR             | member, SOZ, … | 2023-07-01     | Von Samarkand… | 2023-07-04     |                | article and r…
-- PK             | member, SOZ, … | 2017-06-01     | Indien verwei… | 2017-06-09     |                | article and r…
-- … and 3 more
