-- One row per pair of persons who took part in the same held meeting; each pair once, person_a before person_b.
create schema if not exists report;

create or replace view report.who_met_whom as
with attendances as (
    select distinct
        p.meeting_id,
        p.participant as person,
        m.held_from,
        coalesce(m.held_until, m.held_from) as held_until
    from core.meeting_participant as p
    inner join core.meeting as m on p.meeting_id = m.meeting_id
    where
        p.kind = 'person'
        and coalesce(p.role, 'participant') not in ('absent', 'expected')
        and m.status = 'held'
)

select
    a.person as person_a,
    b.person as person_b,
    count(*) as meetings,
    min(a.held_from) as first_on,
    max(a.held_until) as last_on
from attendances as a
inner join attendances as b on a.meeting_id = b.meeting_id and a.person < b.person
group by a.person, b.person;

comment on view report.who_met_whom is 'One pair of persons who took part in the same held meeting';
comment on column report.who_met_whom.person_a is 'The person whose name sorts first';
comment on column report.who_met_whom.person_b is 'The other person';
comment on column report.who_met_whom.meetings is 'Number of meetings both took part in';
comment on column report.who_met_whom.first_on is 'First day of the first of them with a known day';
comment on column report.who_met_whom.last_on is 'Last day of the last of them with a known day';
