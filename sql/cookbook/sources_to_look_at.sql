-- Which sources deliver less than expected, or are no longer read as they used to be?
select
    s.state,
    s.source,
    s.reason,
    s.last_found_at
from report.sources as s
where s.state in ('red', 'yellow')
order by s.state asc, s.source asc;
