-- Who was member, observer or partner of an organization on a day?
-- Wer war an einem Tag Mitglied, Beobachter oder Partner einer Organisation?
select
    m.status,
    count(*) as members,
    string_agg(m.member, ', ' order by m.member) as who
from
    report.members_on(
        coalesce(getvariable('organization'), 'SOZ'),
        coalesce(getvariable('day'), '2022-05-18')
    ) as m
group by m.status
order by m.status;

-- answer:
-- status   | members | who
-- -------- | ------- | ------------------------------
-- member   | 8       | CN, IN, KG, KZ, PK, RU, TJ, UZ
-- observer | 4       | AF, BY, IR, MN
-- partner  | 6       | AM, AZ, KH, LK, NP, TR
