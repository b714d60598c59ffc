-- One row per stretch of one status of one member in one organization. Every row is from the reference tables so far.
create schema if not exists core;

create or replace view core.membership_stretch as
select
    m.organization,
    m.member,
    m.status,
    m.status_name,
    m.valid_from,
    m.valid_until,
    m.valid_from_text,
    m.valid_until_text,
    'reference' as basis,
    m.note,
    m.confidence,
    m.origin
from reference.membership as m;

comment on view core.membership_stretch is 'One stretch of one status of one member in one organization';
comment on column core.membership_stretch.organization is 'The organization, German short form';
comment on column core.membership_stretch.member is 'ISO code of a country, or an organization';
comment on column core.membership_stretch.status is 'member, observer, partner, joining, participation_frozen, …';
comment on column core.membership_stretch.status_name is 'The status in the organization''s own word of that time';
comment on column core.membership_stretch.valid_from is
'First day; of a month or year the first day it can mean; empty where not known';
comment on column core.membership_stretch.valid_until is
'Last day; of a month or year the last day it can mean; empty while it lasts or where not known';
comment on column core.membership_stretch.valid_from_text is
'The first day as the reference says it: year, month or day';
comment on column core.membership_stretch.valid_until_text is
'The last day as the reference says it: year, month or day';
comment on column core.membership_stretch.basis is
'text where it was read, reference where it was filled in from the reference tables';
comment on column core.membership_stretch.note is 'Remark';
comment on column core.membership_stretch.confidence is 'How sure the row is, in words';
comment on column core.membership_stretch.origin is 'Where the row is from';
