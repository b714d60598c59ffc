-- What became of the documents of the last run, stage by stage and source by source?
-- Was wurde aus den Dokumenten des letzten Laufs, Schritt für Schritt und Quelle für Quelle?
with last_run as (
    select max_by(r.run_id, r.started_at) as run_id
    from report.runs as r
),

counted as (
    select
        f.source,
        f.stage,
        f.articles
    from report.funnel as f
    inner join last_run as r on f.run_id = r.run_id
)

select
    c.source,
    coalesce(sum(c.articles) filter (where c.stage = 'found'), 0) as found,
    coalesce(sum(c.articles) filter (where c.stage = 'cleaned'), 0) as cleaned,
    coalesce(sum(c.articles) filter (where c.stage = 'tagged'), 0) as tagged,
    coalesce(sum(c.articles) filter (where c.stage = 'loaded'), 0) as loaded,
    coalesce(sum(c.articles) filter (where c.stage = 'quarantined'), 0) as set_aside
from counted as c
group by c.source
order by found desc, tagged desc, c.source asc;

-- answer:
-- source             | found | cleaned | tagged | loaded | set_aside
-- ------------------ | ----- | ------- | ------ | ------ | ---------
-- belta_de           | 11    | 11      | 11     | 11     | 0
-- generic            | 2     | 2       | 2      | 2      | 0
-- rt_de              | 2     | 2       | 2      | 2      | 0
-- aljazeera_en       | 1     | 1       | 1      | 1      | 0
-- ap_en              | 1     | 1       | 1      | 1      | 0
-- deutschlandfunk_de | 1     | 1       | 1      | 1      | 0
-- dw_de              | 1     | 1       | 1      | 1      | 0
-- interfax_ru        | 1     | 1       | 1      | 1      | 0
-- … and 10 more
