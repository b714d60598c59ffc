-- One row per stretch of one person in one position. articles counts those that name the person so, as of a day of
-- the stretch.
create schema if not exists report;

create or replace view report.office_holders as
with reports as (
    select distinct
        o.position,
        o.body,
        o.person,
        o.as_of,
        o.article_id
    from store.occupancy_reported as o
    where
        o.status in ('held', 'acting')
        -- an article that names nobody says nothing of who held it
        and o.rule != 'occupancy.reference.holder'
)

select
    s.position,
    s.body,
    s.person,
    s.valid_from,
    s.valid_until,
    s.decided_on,
    s.basis,
    count(distinct r.article_id) as articles,
    s.status,
    s.confidence,
    s.origin,
    s.valid_from_text,
    s.valid_until_text
from core.office_stretch as s
left join reports as r
    on
        s.person = r.person
        and core.office(s.position) = core.office(r.position)
        and s.body = r.body
        and coalesce(s.valid_from <= r.as_of, true)
        and coalesce(s.valid_until >= r.as_of, true)
group by all;

comment on view report.office_holders is 'One stretch of one person in one position';
comment on column report.office_holders.position is 'Canonical name of the office';
comment on column report.office_holders.body is 'Organization, or ISO code of a country; empty where nothing names one';
comment on column report.office_holders.person is 'Canonical name of the person';
comment on column report.office_holders.valid_from is
'First day; of a month or year the first day it can mean; empty where not known';
comment on column report.office_holders.valid_until is
'Last day; of a month or year the last day it can mean; empty while it lasts or where not known';
comment on column report.office_holders.decided_on is
'Day of the decision as the reference says it: year, month or day';
comment on column report.office_holders.basis is
'text where it was read, reference where it was filled in from the reference tables';
comment on column report.office_holders.articles is
'Number of articles that name the person so, as of a day of the stretch or of none';
comment on column report.office_holders.status is 'held, acting, acting_disputed, …';
comment on column report.office_holders.confidence is 'How sure the row is, in words';
comment on column report.office_holders.origin is 'Where the row is from';
comment on column report.office_holders.valid_from_text is 'The first day as the reference says it: year, month or day';
comment on column report.office_holders.valid_until_text is 'The last day as the reference says it: year, month or day';
