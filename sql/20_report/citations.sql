-- One row per fact read in a text, with the line by which a researcher quotes it, in German.
create schema if not exists report;

create or replace view report.citations as
with file_state as (
    select concat('Blocwatch, Lauf ', r.run_id, ' vom ', strftime(r.started_at at time zone 'UTC', '%d.%m.%Y')) as told
    from store.run as r
    order by r.started_at desc, r.run_id asc
    limit 1
)

select
    f.fact,
    f.fact_id,
    f.article_id,
    concat(
        coalesce(nullif(nullif(core.outlet(a.source, a.url), a.source), ''), s.name, a.source),
        ': ',
        coalesce(concat('„', trim(regexp_replace(a.title, '\s+', ' ', 'g')), '“'), 'o. T.'),
        ', ',
        coalesce(strftime(a.published_on, '%d.%m.%Y'), 'o. D.'),
        ', ',
        coalesce(a.url, a.address),
        concat(', Fassung ', f.version, ', Zeichen ', f.char_start, '–', f.char_end),
        concat('; Regel ', f.rule, ', Regelstand ', f.ruleset),
        coalesce(concat('; ', (select x.told from file_state as x)), '')
    ) as citation
from core.fact as f
inner join core.article as a on f.article_id = a.article_id
left join reference.source as s on a.source = s.source;

comment on view report.citations is 'One fact read in a text, with the line by which a researcher quotes it';
comment on column report.citations.fact is 'Name of the view in report that shows the fact';
comment on column report.citations.fact_id is
'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.citations.article_id is 'The article, the same id on every machine';
comment on column report.citations.citation is
'Outlet, headline (or o. T.), day (or o. D.), address, version, characters; rule, rule set; newest run in this file';
