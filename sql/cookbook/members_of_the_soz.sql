-- Who was member, observer or partner of the SOZ on 18 May 2022?
-- Wer war am 18. Mai 2022 Mitglied, Beobachter oder Partner der SOZ?
select
    m.status,
    count(*) as members,
    string_agg(m.member, ', ' order by m.member) as who
from report.members_on('SOZ', '2022-05-18') as m
group by m.status
order by m.status;
