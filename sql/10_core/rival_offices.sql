-- One row per pair of persons named as holding one office on the same days, of the offices the reference lists, which
-- one person holds at a time: by articles of one day, or by articles against the reference. Who acts for another, and
-- whoever the reference lists beside the other, contradicts nobody.
create schema if not exists core;

create or replace view core.rival_offices as
with offices as (
    select distinct
        s.position,
        s.body
    from store.office_stretch as s
    where s.basis = 'reference'
),

held as (
    select s.*
    from store.office_seen as s
    semi join offices as o on s.position = o.position and s.body = o.body
    where s.status = 'held'
),

listed as (
    select
        l.position,
        l.body,
        l.person,
        l.status,
        coalesce(l.valid_from, date '0002-01-01') as valid_from,
        coalesce(l.valid_until, date '9998-12-31') as valid_until
    from store.office_stretch as l
    where l.basis = 'reference'
),

-- days on which the reference knows none of two as holders: where it knows one, the other contradicts the reference
unlisted as (
    select h.*
    from held as h
    anti join listed as l
        on h.position = l.position and h.body = l.body and h.seen_on between l.valid_from and l.valid_until
),

days as (
    select
        a.position,
        a.body,
        a.person as person_a,
        b.person as person_b,
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
    from unlisted as a
    inner join unlisted as b
        on a.position = b.position and a.body = b.body and a.seen_on = b.seen_on and a.person < b.person
),

told as (
    select
        t.position,
        t.body,
        t.person as person_a,
        l.person as person_b,
        t.seen_from,
        t.seen_until,
        greatest(t.seen_from, l.valid_from) as first_on,
        least(t.seen_until, l.valid_until) as last_on
    from store.office_stretch as t
    inner join listed as l
        on
            t.position = l.position
            and t.body = l.body
            and t.person <> l.person
            and (
                t.seen_from between l.valid_from and l.valid_until
                or t.seen_until between l.valid_from and l.valid_until
            )
    where t.basis = 'text' and t.status = 'held' and l.status = 'held'
)

select
    d.body as subject,
    d.position as property,
    'value' as kind,
    d.person_a as value_a,
    cast(sum(d.articles_a) as integer) as articles_a,
    len(list_distinct(flatten(list(d.outlets_a)))) as outlets_a,
    min(d.known_a) as known_a,
    arg_min(d.article_a, (d.known_a, d.article_a)) as article_a,
    arg_min(d.fact_a, (d.known_a, d.article_a)) as fact_a,
    d.person_b as value_b,
    cast(sum(d.articles_b) as integer) as articles_b,
    len(list_distinct(flatten(list(d.outlets_b)))) as outlets_b,
    min(d.known_b) as known_b,
    arg_min(d.article_b, (d.known_b, d.article_b)) as article_b,
    arg_min(d.fact_b, (d.known_b, d.article_b)) as fact_b,
    min(d.seen_on) as first_on,
    max(d.seen_on) as last_on,
    cast(null as varchar) as weight
from days as d
group by d.position, d.body, d.person_a, d.person_b

union all

select
    t.body as subject,
    t.position as property,
    'value' as kind,
    t.person_a as value_a,
    cast(sum(s.articles) as integer) as articles_a,
    len(list_distinct(flatten(list(s.outlets)))) as outlets_a,
    min(s.known_on) as known_a,
    arg_min(s.article_id, (s.known_on, s.article_id)) as article_a,
    arg_min(s.fact_id, (s.known_on, s.article_id)) as fact_a,
    t.person_b as value_b,
    0 as articles_b,
    0 as outlets_b,
    cast(null as date) as known_b,
    cast(null as varchar) as article_b,
    cast(null as varchar) as fact_b,
    t.first_on,
    t.last_on,
    cast(null as varchar) as weight
from told as t
inner join store.office_seen as s
    on
        t.position = s.position
        and t.body = s.body
        and t.person_a = s.person
        and s.status = 'held'
        and s.seen_on between t.seen_from and t.seen_until
group by t.position, t.body, t.person_a, t.person_b, t.first_on, t.last_on;

comment on view core.rival_offices is 'Two persons named as holding one office on the same days';
comment on column core.rival_offices.subject is 'Whom or what the readings are about';
comment on column core.rival_offices.property is 'What they are about';
comment on column core.rival_offices.kind is 'value, date, precision';
comment on column core.rival_offices.value_a is 'The first reading';
comment on column core.rival_offices.articles_a is 'Number of articles that say the first';
comment on column core.rival_offices.outlets_a is 'Number of outlets that printed them';
comment on column core.rival_offices.known_a is 'Day from which the first of them is known';
comment on column core.rival_offices.article_a is 'The first of them to be known';
comment on column core.rival_offices.fact_a is 'The fact it says it with';
comment on column core.rival_offices.value_b is 'The second reading';
comment on column core.rival_offices.articles_b is
'Number of articles that say the second; 0 where the reference tables do';
comment on column core.rival_offices.outlets_b is 'Number of outlets that printed them';
comment on column core.rival_offices.known_b is 'Day from which the first of them is known';
comment on column core.rival_offices.article_b is
'The first of them to be known; empty where the reference tables say it';
comment on column core.rival_offices.fact_b is 'The fact it says it with';
comment on column core.rival_offices.first_on is 'First day of which they contradict each other';
comment on column core.rival_offices.last_on is 'Last such day';
comment on column core.rival_offices.weight is 'Which of them is finer, or is told as held: a, b; empty where neither';
