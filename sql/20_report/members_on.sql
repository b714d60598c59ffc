-- One row per status of one member on one day; statuses that run side by side both appear. A stretch whose first day
-- is not known counts as begun. known_on makes no difference yet: reference rows count as known at any time.
create schema if not exists report;

create or replace macro report.members_on(organization, day, known_on := null) as table
    select
        s.member,
        s.status,
        s.status_name,
        s.valid_from,
        s.valid_until,
        s.basis
    from core.membership_stretch as s
    where
        s.organization = organization
        and coalesce(s.valid_from <= cast(day as date), true)
        and coalesce(s.valid_until >= cast(day as date), true)
    order by s.status, s.member;

comment on macro table report.members_on is 'Who was what to the organization on the day, as known on known_on. known_on makes no difference yet: reference rows count as known at any time.'; -- noqa: PRS, LT05
