-- Who held an office of an organization or country on a day?
-- Wer hatte an einem Tag ein Amt einer Organisation oder eines Landes?
select
    h.person,
    h.status,
    h.valid_from,
    h.valid_until,
    h.basis
from report.holder_on(
    coalesce(getvariable('position'), 'Generalsekretär'),
    coalesce(getvariable('body'), 'OVKS'),
    coalesce(getvariable('day'), '2022-05-18')
) as h;

-- answer:
-- person        | status | valid_from | valid_until | basis
-- ------------- | ------ | ---------- | ----------- | ---------
-- Stanislaw Sas | held   | 2020-01-01 | 2022-12-31  | reference
