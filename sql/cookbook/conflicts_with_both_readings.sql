-- Which readings contradict each other, with the words that say the one and the other, and which one is preferred?
-- Welche Lesarten widersprechen einander, mit welchen Worten, und welche wird vorgezogen?
select
    concat_ws(' ', coalesce(nullif(concat_ws(' ', m.body, m.kind, m.place), ''), c.subject), c.property) as about,
    c.value_a,
    c.quote_a,
    c.value_b,
    c.quote_b,
    c.preferred
from report.conflicts as c
left join report.meetings as m on c.subject = m.meeting_id
order by about, c.value_a, c.value_b, c.quote_a, c.quote_b;

-- answer:
