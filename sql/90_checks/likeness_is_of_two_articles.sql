-- Proves: a likeness is of two articles that are there, lower id first, stands once, and lies within 0 and 1.
-- Scope: the whole file, when it is maintained.
select
    l.article_a,
    l.article_b,
    count(*) as copies,
    min(l.similarity) as similarity,
    max(l.containment) as containment
from store.article_likeness as l
left join core.article as a on l.article_a = a.article_id
left join core.article as b on l.article_b = b.article_id
group by l.article_a, l.article_b
having
    count(*) > 1
    or count(a.article_id) = 0
    or count(b.article_id) = 0
    or l.article_a >= l.article_b
    or min(l.similarity) < 0
    or max(l.containment) > 1
    or bool_or(l.similarity > l.containment);
