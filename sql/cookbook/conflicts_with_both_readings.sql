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
-- about                | value_a              | quote_a              | value_b    | quote_b              | preferred
-- -------------------- | -------------------- | -------------------- | ---------- | -------------------- | ---------
-- EG partner, SOZ, fi… | 2022-09-01           | Ägypten und Katar s… | 2022-09-14 |                      | b
-- GE member, GUS, las… | 2009-08-31           | Georgien ist seit A… | 2009-08-18 |                      | b
-- GUS summit Duschanb… | 2025-10-01/2025-10-… | deren Treffen für O… | 2025-10-10 | Die Staatschefs der… | b
-- IN member, SOZ, fir… | 2017-06-01           | Indien und Pakistan… | 2017-06-09 |                      | b
-- IR member, SOZ, fir… | 2023-07-01           | Iran ist im Juli 20… | 2023-07-04 |                      | b
-- OVKS session Minsk … | 2023-06-01/2023-06-… | den Ausschuss der S… | 2023-06-08 | Der Ausschuss der S… | b
-- OVKS summit Minsk m… | 2023-11-01/2023-11-… | Der nächste OVKS-Gi… | 2023-11-23 | In Minsk sind am Do… | b
-- PK member, SOZ, fir… | 2017-06-01           | Indien und Pakistan… | 2017-06-09 |                      | b
-- … and 4 more
