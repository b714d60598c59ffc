-- One row per place one article has its news from: the last step of each chain it tells; where it tells none, the
-- agency of its dateline, else the origin of the article of another outlet it copies, else the outlet itself.
create schema if not exists report;

create or replace view report.article_origins as
select
    o.article_id,
    coalesce(o.told_origin, o.copied_origin, o.outlet) as origin,
    concat_ws(
        ' → ', o.outlet, o.agency, core.way(o.steps), case when o.told_origin is null then o.copied_way end
    ) as chain,
    not regexp_matches(
        coalesce(o.told_origin, ''),
        '^\S*(?i:dienst|amt|stelle|abteilung|büro|zentrum|ministerium|sekretariat|botschaft)$'
    ) as is_named,
    o.is_main,
    case
        when o.told_origin is not null then 'told'
        when o.copied_from is not null then 'copied'
        else 'own'
    end as basis,
    case when o.told_origin is null then o.copied_from end as copied_from
from core.way_of_article as o;

comment on view report.article_origins is 'One place one article has its news from';
comment on column report.article_origins.article_id is 'The article, the same id on every machine';
comment on column report.article_origins.origin is
'Who said it first, as far as is told: agency, outlet, press service, institution or person';
comment on column report.article_origins.chain is 'The way from the outlet to the origin, in words';
comment on column report.article_origins.is_named is
'Whether the name tells it from others; false for a press service or ministry of the article does not say whom';
comment on column report.article_origins.is_main is
'Whether it is the first chain of the article; count these to count each article once';
comment on column report.article_origins.basis is
'told: the article says so. copied: it is the text of an earlier article of another outlet. own: neither';
comment on column report.article_origins.copied_from is
'The earlier article whose text it is, where it tells no chain; else empty';
