-- Which sources deliver less than expected, or are no longer read as they used to be?
-- Welche Quellen liefern weniger als erwartet oder werden nicht mehr so gelesen wie früher?
select
    s.state,
    s.source,
    s.reason,
    s.last_found_at
from report.sources as s
where s.state in ('red', 'yellow')
order by s.state asc, s.source asc;

-- answer:
-- state | source | reason | last_found_at
-- ----- | ------ | ------ | -------------
-- (no rows)
