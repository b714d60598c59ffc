-- Who was Secretary General of the OVKS on 18 May 2022?
-- Wer war am 18. Mai 2022 Generalsekretär der OVKS?
select
    h.person,
    h.status,
    h.valid_from,
    h.valid_until,
    h.basis
from report.holder_on('Generalsekretär', 'OVKS', '2022-05-18') as h;
