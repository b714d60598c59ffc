-- How many announced acts, due until a day, are open, met, missed, moved or unknown, by actor?
-- Wie viele Ankündigungen bis zu einem Tag sind offen, gehalten, verfehlt, verschoben oder unbekannt, je Handelndem?
with acting as (
    select
        unnest(c.actors) as actor,
        c.status
    from report.commitments as c
    where c.due_until is null or c.due_until <= cast(coalesce(getvariable('until'), '2025-12-31') as date)
)

select
    a.actor,
    count(*) as announced,
    count(*) filter (where a.status = 'open') as open,
    count(*) filter (where a.status = 'met') as met,
    count(*) filter (where a.status = 'missed') as missed,
    count(*) filter (where a.status = 'moved') as moved,
    count(*) filter (where a.status = 'unknown') as unknown
from acting as a
group by a.actor
order by announced desc, a.actor asc;

-- answer:
-- actor                    | announced | open | met | missed | moved | unknown
-- ------------------------ | --------- | ---- | --- | ------ | ----- | -------
-- OVKS                     | 3         | 0    | 1   | 2      | 0     | 0
-- Imanghali Tasmaghambetow | 2         | 0    | 1   | 1      | 0     | 0
-- Alexander Lukaschenko    | 1         | 0    | 0   | 1      | 0     | 0
-- BY                       | 1         | 0    | 1   | 0      | 0     | 0
-- CN                       | 1         | 0    | 0   | 1      | 0     | 0
-- GUS                      | 1         | 0    | 0   | 1      | 0     | 0
-- SOZ                      | 1         | 0    | 0   | 1      | 0     | 0
