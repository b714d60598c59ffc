-- One row per person in one position on one day; two that the reference lists for it are both shown. A stretch whose
-- first day is not known counts as begun. known_on makes no difference yet: reference rows count as known at any
-- time.
create schema if not exists report;

-- position without quotation marks is a keyword where a macro names its parameters
create or replace macro report.holder_on("position", body, day, known_on := null) as table -- noqa: RF06
    select
        s.person,
        s.status,
        s.valid_from,
        s.valid_until,
        s.basis
    from core.office_stretch as s
    where
        core.office(s.position) = core.office("position") -- noqa: RF06
        and s.body = body
        and coalesce(s.valid_from <= cast(day as date), true)
        and coalesce(s.valid_until >= cast(day as date), true)
    order by s.valid_from, s.person;

comment on macro table report.holder_on is 'Who held the position of the body on the day, as known on known_on. known_on makes no difference yet: reference rows count as known at any time.'; -- noqa: PRS, LT05
