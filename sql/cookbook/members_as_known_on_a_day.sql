-- Who was what to an organization on a day, as one could know it on an earlier or later day?
-- Wer war an einem Tag was in einer Organisation, nach dem, was man an einem anderen Tag wissen konnte?
select
    m.member,
    m.status,
    m.valid_from,
    m.valid_until
from
    report.members_on(
        coalesce(getvariable('organization'), 'SOZ'),
        coalesce(getvariable('day'), '2024-07-10'),
        known_on := coalesce(getvariable('known_on'), '2024-07-03')
    ) as m
order by m.status, m.member;

-- answer:
-- member | status  | valid_from | valid_until
-- ------ | ------- | ---------- | -----------
-- BY     | joining |            |
-- CN     | member  | 2001-06-15 |
-- IN     | member  | 2017-06-09 |
-- IR     | member  | 2023-07-04 |
-- KG     | member  | 2001-06-15 |
-- KZ     | member  | 2001-06-15 |
-- PK     | member  | 2017-06-09 |
-- RU     | member  | 2001-06-15 |
-- … and 19 more
