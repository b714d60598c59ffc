-- One row per stretch of one status. Statuses can run side by side: a member whose participation is frozen has both.
-- articles counts those that say the same, as of a day of the stretch.
create schema if not exists report;

create or replace view report.memberships as
with reports as (
    select distinct
        m.organization,
        m.member,
        m.status,
        m.as_of,
        m.article_id
    from store.membership_reported as m
)

select
    s.organization,
    s.member,
    s.status,
    s.valid_from,
    s.valid_until,
    s.basis,
    count(distinct r.article_id) as articles,
    s.status_name,
    s.note,
    s.confidence,
    s.origin,
    s.valid_from_text,
    s.valid_until_text
from core.membership_stretch as s
left join reports as r
    on
        s.organization = r.organization
        and s.member = r.member
        and s.status = r.status
        and coalesce(s.valid_from <= r.as_of, true)
        and coalesce(s.valid_until >= r.as_of, true)
group by all;

comment on view report.memberships is 'One stretch of one status of one member in one organization';
comment on column report.memberships.organization is 'The organization, German short form';
comment on column report.memberships.member is 'ISO code of a country, or an organization';
comment on column report.memberships.status is 'member, observer, partner, joining, participation_frozen, …';
comment on column report.memberships.valid_from is
'First day; of a month or year the first day it can mean; empty where not known';
comment on column report.memberships.valid_until is
'Last day; of a month or year the last day it can mean; empty while it lasts or where not known';
comment on column report.memberships.basis is
'text where it was read, reference where it was filled in from the reference tables';
comment on column report.memberships.articles is
'Number of articles that say the same, as of a day of the stretch or of none';
comment on column report.memberships.status_name is 'The status in the organization''s own word of that time';
comment on column report.memberships.note is 'Remark';
comment on column report.memberships.confidence is 'How sure the row is, in words';
comment on column report.memberships.origin is 'Where the row is from';
comment on column report.memberships.valid_from_text is 'The first day as the reference says it: year, month or day';
comment on column report.memberships.valid_until_text is 'The last day as the reference says it: year, month or day';
