-- One row per end of a stretch that articles tell otherwise than the stretch has it, value by value; of precision where
-- one can be a month or a year that holds the other. A day at a month's or year's edge may stand for all of it.
create schema if not exists core;

create or replace view core.rival_tenures as
with told as (
    select
        o.person as subject,
        concat_ws(', ', core.office(o.position), o.body) as about,
        o.status,
        unnest(['first day', 'last day']) as what,
        unnest([o.begins_on, o.ends_on]) as value,
        o.article_id,
        o.fact_id
    from store.occupancy_reported as o
    where
        (o.begins_on is not null or o.ends_on is not null)
        and o.body is not null
        and o.as_of is not null
        and o.rule <> 'occupancy.reference.holder'

    union all

    select
        m.member as subject,
        m.organization as about,
        m.status,
        unnest(['first day', 'last day']) as what,
        unnest([m.begins_on, m.ends_on]) as value,
        m.article_id,
        m.fact_id
    from store.membership_reported as m
    where
        (m.begins_on is not null or m.ends_on is not null)
        and m.as_of is not null
),

kept as (
    select
        s.person as subject,
        concat_ws(', ', s.position, s.body) as about,
        s.status,
        concat_ws(', ', s.position, s.body) as label,
        unnest(['first day', 'last day']) as what,
        unnest([s.valid_from, s.valid_until]) as value,
        unnest([s.valid_from_basis, s.valid_until_basis]) as basis,
        unnest([s.valid_from_text, s.valid_until_text]) as text
    from store.office_stretch as s

    union all

    select
        s.member as subject,
        s.organization as about,
        s.status,
        concat_ws(', ', s.status, s.organization) as label,
        unnest(['first day', 'last day']) as what,
        unnest([s.valid_from, s.valid_until]) as value,
        unnest([s.valid_from_basis, s.valid_until_basis]) as basis,
        unnest([s.valid_from_text, s.valid_until_text]) as text
    from store.membership_stretch as s
),

-- what is told of an end, beside what the stretch has, also where it is the same
beside as (
    select
        k.subject,
        concat_ws(', ', k.label, k.what) as property,
        k.value as value_b,
        k.basis as basis_b,
        k.text as text_b,
        t.value as value_a,
        t.article_id,
        t.fact_id
    from told as t
    inner join kept as k
        on
            t.subject = k.subject
            and t.about = k.about
            and t.what = k.what
            and t.value between k.value - 1000 and k.value + 1000
            and (t.status = k.status or t.status in ('designated', 'former') or k.status = 'acting')
),

said as (
    select
        b.subject,
        b.property,
        b.value_b,
        b.basis_b,
        b.text_b,
        b.value_a,
        cast(count(distinct b.article_id) as integer) as articles,
        cast(count(distinct core.outlet(a.source, a.url)) as integer) as outlets,
        min(a.known_on) as known_on,
        arg_min(b.article_id, (a.known_on, b.article_id, b.fact_id)) as article_id,
        arg_min(b.fact_id, (a.known_on, b.article_id, b.fact_id)) as fact_id
    from beside as b
    inner join core.article as a on b.article_id = a.article_id
    group by b.subject, b.property, b.value_b, b.basis_b, b.text_b, b.value_a
),

counted as (
    select
        s.subject,
        s.property,
        s.value_a,
        s.value_b,
        s.basis_b,
        s.text_b,
        s.articles as articles_a,
        s.outlets as outlets_a,
        s.known_on as known_a,
        s.article_id as article_a,
        s.fact_id as fact_a,
        b.articles as articles_b,
        b.outlets as outlets_b,
        b.known_on as known_b,
        b.article_id as article_b,
        b.fact_id as fact_b
    from said as s
    left join said as b
        on
            s.subject = b.subject
            and s.property = b.property
            and s.value_b = b.value_b
            and s.basis_b = b.basis_b
            and s.text_b is not distinct from b.text_b
            and b.value_a = b.value_b
    where s.value_a <> s.value_b
),

compared as (
    select
        c.*,
        core.may_be(c.value_a, c.value_b) as a_holds_b,
        case
            when c.text_b is not null and length(c.text_b) < 10
                then starts_with(cast(c.value_a as varchar), c.text_b)
            else core.may_be(c.value_b, c.value_a)
        end as b_holds_a
    from counted as c
)

select
    c.subject,
    c.property,
    case when c.a_holds_b or c.b_holds_a then 'precision' else 'date' end as kind,
    cast(c.value_a as varchar) as value_a,
    c.articles_a,
    c.outlets_a,
    c.known_a,
    c.article_a,
    c.fact_a,
    coalesce(c.text_b, cast(c.value_b as varchar)) as value_b,
    case when c.basis_b = 'text' then coalesce(c.articles_b, 0) else 0 end as articles_b,
    case when c.basis_b = 'text' then coalesce(c.outlets_b, 0) else 0 end as outlets_b,
    case when c.basis_b = 'text' then c.known_b end as known_b,
    case when c.basis_b = 'text' then c.article_b end as article_b,
    case when c.basis_b = 'text' then c.fact_b end as fact_b,
    least(c.value_a, c.value_b) as first_on,
    greatest(c.value_a, c.value_b) as last_on,
    case
        when c.a_holds_b and not c.b_holds_a then 'b'
        when c.b_holds_a and not c.a_holds_b then 'a'
    end as weight
from compared as c;

comment on view core.rival_tenures is 'One end of a stretch that articles tell otherwise';
comment on column core.rival_tenures.subject is 'Whom or what the readings are about';
comment on column core.rival_tenures.property is 'What they are about';
comment on column core.rival_tenures.kind is 'value, date, precision';
comment on column core.rival_tenures.value_a is 'The first reading';
comment on column core.rival_tenures.articles_a is 'Number of articles that say the first';
comment on column core.rival_tenures.outlets_a is 'Number of outlets that printed them';
comment on column core.rival_tenures.known_a is 'Day from which the first of them is known';
comment on column core.rival_tenures.article_a is 'The first of them to be known';
comment on column core.rival_tenures.fact_a is 'The fact it says it with';
comment on column core.rival_tenures.value_b is 'The second reading';
comment on column core.rival_tenures.articles_b is
'Number of articles that say the second; 0 where the reference tables do';
comment on column core.rival_tenures.outlets_b is 'Number of outlets that printed them';
comment on column core.rival_tenures.known_b is 'Day from which the first of them is known';
comment on column core.rival_tenures.article_b is
'The first of them to be known; empty where the reference tables say it';
comment on column core.rival_tenures.fact_b is 'The fact it says it with';
comment on column core.rival_tenures.first_on is 'First day of which they contradict each other';
comment on column core.rival_tenures.last_on is 'Last such day';
comment on column core.rival_tenures.weight is 'Which of them is finer, or is told as held: a, b; empty where neither';
