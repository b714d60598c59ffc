-- One row per pair of statuses that one member cannot have at once and is said to have on the same days: by articles
-- of one day, or by articles against the reference.
create schema if not exists core;

create or replace view core.rival_memberships as
with exclusive as (
    select s.*
    from store.membership_seen as s
    where s.status in ('member', 'observer', 'partner', 'former')
),

days as (
    select
        a.organization,
        a.member,
        a.status as status_a,
        b.status as status_b,
        a.seen_on,
        a.articles as articles_a,
        b.articles as articles_b,
        a.outlets as outlets_a,
        b.outlets as outlets_b,
        a.known_on as known_a,
        b.known_on as known_b,
        a.article_id as article_a,
        b.article_id as article_b,
        a.fact_id as fact_a,
        b.fact_id as fact_b
    from exclusive as a
    inner join exclusive as b
        on
            a.organization = b.organization
            and a.member = b.member
            and a.seen_on = b.seen_on
            and a.status < b.status
),

told as (
    select
        t.organization,
        t.member,
        t.status as status_a,
        l.status as status_b,
        greatest(t.seen_from, coalesce(l.valid_from, t.seen_from)) as first_on,
        least(t.seen_until, coalesce(l.valid_until, t.seen_until)) as last_on,
        t.seen_from,
        t.seen_until
    from store.membership_stretch as t
    inner join store.membership_stretch as l
        on
            t.organization = l.organization
            and t.member = l.member
            and core.excludes(t.status, l.status)
            and (
                t.seen_from between coalesce(l.valid_from, t.seen_from) and coalesce(l.valid_until, t.seen_from)
                or t.seen_until between coalesce(l.valid_from, t.seen_until) and coalesce(l.valid_until, t.seen_until)
            )
    where t.basis = 'text' and l.basis = 'reference'
)

select
    d.member as subject,
    concat('status in ', d.organization) as property,
    'value' as kind,
    d.status_a as value_a,
    cast(sum(d.articles_a) as integer) as articles_a,
    len(list_distinct(flatten(list(d.outlets_a)))) as outlets_a,
    min(d.known_a) as known_a,
    arg_min(d.article_a, (d.known_a, d.article_a)) as article_a,
    arg_min(d.fact_a, (d.known_a, d.article_a)) as fact_a,
    d.status_b as value_b,
    cast(sum(d.articles_b) as integer) as articles_b,
    len(list_distinct(flatten(list(d.outlets_b)))) as outlets_b,
    min(d.known_b) as known_b,
    arg_min(d.article_b, (d.known_b, d.article_b)) as article_b,
    arg_min(d.fact_b, (d.known_b, d.article_b)) as fact_b,
    min(d.seen_on) as first_on,
    max(d.seen_on) as last_on,
    cast(null as varchar) as weight
from days as d
group by d.organization, d.member, d.status_a, d.status_b

union all

select
    t.member as subject,
    concat('status in ', t.organization) as property,
    'value' as kind,
    t.status_a as value_a,
    cast(sum(s.articles) as integer) as articles_a,
    len(list_distinct(flatten(list(s.outlets)))) as outlets_a,
    min(s.known_on) as known_a,
    arg_min(s.article_id, (s.known_on, s.article_id)) as article_a,
    arg_min(s.fact_id, (s.known_on, s.article_id)) as fact_a,
    t.status_b as value_b,
    0 as articles_b,
    0 as outlets_b,
    cast(null as date) as known_b,
    cast(null as varchar) as article_b,
    cast(null as varchar) as fact_b,
    t.first_on,
    t.last_on,
    cast(null as varchar) as weight
from told as t
inner join store.membership_seen as s
    on
        t.organization = s.organization
        and t.member = s.member
        and t.status_a = s.status
        and s.seen_on between t.seen_from and t.seen_until
group by t.organization, t.member, t.status_a, t.status_b, t.first_on, t.last_on;

comment on view core.rival_memberships is 'Two statuses that one member cannot have at once';
comment on column core.rival_memberships.subject is 'Whom or what the readings are about';
comment on column core.rival_memberships.property is 'What they are about';
comment on column core.rival_memberships.kind is 'value, date, precision';
comment on column core.rival_memberships.value_a is 'The first reading';
comment on column core.rival_memberships.articles_a is 'Number of articles that say the first';
comment on column core.rival_memberships.outlets_a is 'Number of outlets that printed them';
comment on column core.rival_memberships.known_a is 'Day from which the first of them is known';
comment on column core.rival_memberships.article_a is 'The first of them to be known';
comment on column core.rival_memberships.fact_a is 'The fact it says it with';
comment on column core.rival_memberships.value_b is 'The second reading';
comment on column core.rival_memberships.articles_b is
'Number of articles that say the second; 0 where the reference tables do';
comment on column core.rival_memberships.outlets_b is 'Number of outlets that printed them';
comment on column core.rival_memberships.known_b is 'Day from which the first of them is known';
comment on column core.rival_memberships.article_b is
'The first of them to be known; empty where the reference tables say it';
comment on column core.rival_memberships.fact_b is 'The fact it says it with';
comment on column core.rival_memberships.first_on is 'First day of which they contradict each other';
comment on column core.rival_memberships.last_on is 'Last such day';
comment on column core.rival_memberships.weight is
'Which of them is finer, or is told as held: a, b; empty where neither';
