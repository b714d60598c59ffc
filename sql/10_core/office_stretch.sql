-- One row per stretch of one person in one position. Every row is from the reference tables so far.
create schema if not exists core;

create or replace view core.office_stretch as
select
    o.position,
    o.body,
    o.person,
    o.status,
    o.valid_from,
    o.valid_until,
    o.valid_from_text,
    o.valid_until_text,
    o.decided_on,
    'reference' as basis,
    o.confidence,
    o.origin
from reference.occupancy as o;

comment on view core.office_stretch is 'One stretch of one person in one position';
comment on column core.office_stretch.position is 'Canonical name of the office';
comment on column core.office_stretch.body is 'Organization, or ISO code of a country; empty where nothing names one';
comment on column core.office_stretch.person is 'Canonical name of the person';
comment on column core.office_stretch.status is 'held, acting, acting_disputed, …';
comment on column core.office_stretch.valid_from is
'First day; of a month or year the first day it can mean; empty where not known';
comment on column core.office_stretch.valid_until is
'Last day; of a month or year the last day it can mean; empty while it lasts or where not known';
comment on column core.office_stretch.valid_from_text is 'The first day as the reference says it: year, month or day';
comment on column core.office_stretch.valid_until_text is 'The last day as the reference says it: year, month or day';
comment on column core.office_stretch.decided_on is 'Day of the decision as the reference says it: year, month or day';
comment on column core.office_stretch.basis is
'text where it was read, reference where it was filled in from the reference tables';
comment on column core.office_stretch.confidence is 'How sure the row is, in words';
comment on column core.office_stretch.origin is 'Where the row is from';
