-- One row per pair of readings that cannot both be true. So far of one kind: what a member is to an organization on
-- one day, article against article (the first by id stands for all that say so) and article against reference.
create schema if not exists report;

create or replace view report.conflicts as
with readings as (
    select
        m.organization,
        m.member,
        m.as_of,
        m.status,
        min(m.article_id) as article_id
    from store.membership_reported as m
    where m.as_of is not null and m.status in ('member', 'observer', 'partner', 'former')
    group by m.organization, m.member, m.as_of, m.status
),

contradicting_articles as (
    select
        a.organization,
        a.member,
        a.as_of,
        a.status as value_a,
        a.article_id as article_a,
        b.status as value_b,
        b.article_id as article_b,
        'Two articles of the same day differ' as note
    from readings as a
    inner join readings as b
        on a.organization = b.organization and a.member = b.member and a.as_of = b.as_of and a.status < b.status
),

contradicting_references as (
    select
        r.organization,
        r.member,
        r.as_of,
        r.status as value_a,
        r.article_id as article_a,
        string_agg(distinct s.status, ', ' order by s.status) as value_b,
        cast(null as varchar) as article_b,
        'The second value is from the reference tables' as note
    from readings as r
    inner join core.membership_stretch as s
        on
            r.organization = s.organization
            and r.member = s.member
            and r.as_of >= s.valid_from
            and coalesce(r.as_of <= s.valid_until, true)
            and s.status in ('member', 'observer', 'partner', 'former')
    group by r.organization, r.member, r.as_of, r.status, r.article_id
    having not bool_or(r.status = s.status)
),

contradictions as (
    select
        a.organization,
        a.member,
        a.as_of,
        a.value_a,
        a.article_a,
        a.value_b,
        a.article_b,
        a.note
    from contradicting_articles as a

    union all

    select
        r.organization,
        r.member,
        r.as_of,
        r.value_a,
        r.article_a,
        r.value_b,
        r.article_b,
        r.note
    from contradicting_references as r
)

select
    c.member as subject,
    concat('status in ', c.organization, ' on ', c.as_of) as property,
    c.value_a,
    c.article_a,
    c.value_b,
    c.article_b,
    c.note
from contradictions as c;

comment on view report.conflicts is 'Two readings that cannot both be true; so far of memberships only';
comment on column report.conflicts.subject is 'Whom the readings are about: the member';
comment on column report.conflicts.property is 'What they are about, with organization and day';
comment on column report.conflicts.value_a is 'The first reading';
comment on column report.conflicts.article_a is 'An article that says the first';
comment on column report.conflicts.value_b is 'The second reading';
comment on column report.conflicts.article_b is
'An article that says the second; empty where the reference tables say it';
comment on column report.conflicts.note is 'Between what the contradiction stands';
