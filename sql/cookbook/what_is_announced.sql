-- What is announced, by whom, and until when?
-- Was ist angekündigt, von wem, und bis wann?
select
    c.due_until,
    c.actors,
    c.action,
    c.instrument,
    c.due_text,
    a.published_on,
    a.title
from report.commitments_reported as c
inner join report.articles as a on c.article_id = a.article_id
order by c.due_until nulls last, a.published_on, c.action;
