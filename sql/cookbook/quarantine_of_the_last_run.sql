-- Why were documents set aside in the last run?
-- Warum wurden im letzten Lauf Dokumente beiseitegelegt?
with last_run as (
    select r.run_id
    from report.runs as r
    order by r.started_at desc nulls last
    limit 1
)

select
    q.stage,
    q.reason,
    q.source,
    count(*) as documents,
    min(q.url_or_path) as example
from report.quarantine as q
inner join last_run as r on q.run_id = r.run_id
group by q.stage, q.reason, q.source
order by documents desc, q.stage asc, q.reason asc;

-- answer:
-- stage | reason | source | documents | example
-- ----- | ------ | ------ | --------- | -------
-- (no rows)
