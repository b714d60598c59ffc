-- Who met whom, how often, first and last when?
-- Wer traf wen, wie oft, zuerst und zuletzt wann?
select
    w.person_a,
    w.person_b,
    w.meetings,
    w.first_on,
    w.last_on
from report.who_met_whom as w
order by w.meetings desc, w.first_on asc nulls last, w.person_a asc, w.person_b asc;

-- answer:
-- person_a              | person_b                 | meetings | first_on   | last_on
-- --------------------- | ------------------------ | -------- | ---------- | ----------
-- Alexander Lukaschenko | Wladimir Putin           | 5        | 2019-11-28 | 2025-11-27
-- Alexander Lukaschenko | Kassym-Jomart Tokajew    | 4        | 2019-11-28 | 2025-11-27
-- Kassym-Jomart Tokajew | Wladimir Putin           | 4        | 2019-11-28 | 2025-11-27
-- Alexander Lukaschenko | Emomali Rachmon          | 3        | 2019-11-28 | 2025-11-27
-- Emomali Rachmon       | Kassym-Jomart Tokajew    | 3        | 2019-11-28 | 2025-11-27
-- Emomali Rachmon       | Wladimir Putin           | 3        | 2019-11-28 | 2025-11-27
-- Emomali Rachmon       | Nikol Paschinjan         | 2        | 2019-11-28 | 2025-10-10
-- Alexander Wolfowitsch | Imanghali Tasmaghambetow | 2        | 2023-01-10 | 2023-02-13
-- … and 35 more
