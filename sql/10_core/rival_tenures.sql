-- One row per end of a stretch that articles tell otherwise than the stretch has it, value by value; of precision where
-- one can be a month or a year that holds the other. A day at a month's or year's edge may stand for all of it.
create schema if not exists core;

create or replace view core.rival_tenures as
with told as (
    select
        s.person as subject,
        concat_ws(', ', s.position, s.body, 'first day') as property,
        s.begins_on as value_a,
        s.articles,
        s.outlets,
        s.begins_known_on as known_a,
        s.begins_article_id as article_a,
        s.begins_fact_id as fact_a,
        t.valid_from as value_b,
        t.valid_from_basis as basis_b,
        t.valid_from_article_id as article_b,
        t.valid_from_fact_id as fact_b,
        t.valid_from_text as text_b
    from store.office_seen as s
    inner join store.office_stretch as t
        on
            s.person = t.person
            and s.position = t.position
            and s.body = t.body
            and s.begins_on between t.valid_from - 1000 and t.valid_from + 1000
            and (s.status = t.status or s.status in ('designated', 'former') or t.status = 'acting')
    where s.begins_on <> t.valid_from

    union all

    select
        s.person as subject,
        concat_ws(', ', s.position, s.body, 'last day') as property,
        s.ends_on as value_a,
        s.articles,
        s.outlets,
        s.ends_known_on as known_a,
        s.ends_article_id as article_a,
        s.ends_fact_id as fact_a,
        t.valid_until as value_b,
        t.valid_until_basis as basis_b,
        t.valid_until_article_id as article_b,
        t.valid_until_fact_id as fact_b,
        t.valid_until_text as text_b
    from store.office_seen as s
    inner join store.office_stretch as t
        on
            s.person = t.person
            and s.position = t.position
            and s.body = t.body
            and s.ends_on between t.valid_until - 1000 and t.valid_until + 1000
            and (s.status = t.status or s.status in ('designated', 'former') or t.status = 'acting')
    where s.ends_on <> t.valid_until

    union all

    select
        s.member as subject,
        concat_ws(', ', t.status, s.organization, 'first day') as property,
        s.begins_on as value_a,
        s.articles,
        s.outlets,
        s.begins_known_on as known_a,
        s.begins_article_id as article_a,
        s.begins_fact_id as fact_a,
        t.valid_from as value_b,
        t.valid_from_basis as basis_b,
        t.valid_from_article_id as article_b,
        t.valid_from_fact_id as fact_b,
        t.valid_from_text as text_b
    from store.membership_seen as s
    inner join store.membership_stretch as t
        on
            s.organization = t.organization
            and s.member = t.member
            and s.begins_on between t.valid_from - 1000 and t.valid_from + 1000
            and (s.status = t.status or s.status in ('designated', 'former') or t.status = 'acting')
    where s.begins_on <> t.valid_from

    union all

    select
        s.member as subject,
        concat_ws(', ', t.status, s.organization, 'last day') as property,
        s.ends_on as value_a,
        s.articles,
        s.outlets,
        s.ends_known_on as known_a,
        s.ends_article_id as article_a,
        s.ends_fact_id as fact_a,
        t.valid_until as value_b,
        t.valid_until_basis as basis_b,
        t.valid_until_article_id as article_b,
        t.valid_until_fact_id as fact_b,
        t.valid_until_text as text_b
    from store.membership_seen as s
    inner join store.membership_stretch as t
        on
            s.organization = t.organization
            and s.member = t.member
            and s.ends_on between t.valid_until - 1000 and t.valid_until + 1000
            and (s.status = t.status or s.status in ('designated', 'former') or t.status = 'acting')
    where s.ends_on <> t.valid_until
),

counted as (
    select
        t.subject,
        t.property,
        t.value_a,
        t.value_b,
        t.basis_b,
        any_value(t.article_b) as article_b,
        any_value(t.fact_b) as fact_b,
        any_value(t.text_b) as text_b,
        cast(sum(t.articles) as integer) as articles_a,
        len(list_distinct(flatten(list(t.outlets)))) as outlets_a,
        min(t.known_a) as known_a,
        arg_min(t.article_a, (t.known_a, t.article_a)) as article_a,
        arg_min(t.fact_a, (t.known_a, t.article_a)) as fact_a
    from told as t
    group by t.subject, t.property, t.value_a, t.value_b, t.basis_b
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
    cast(c.basis_b = 'text' as integer) as articles_b,
    cast(c.basis_b = 'text' as integer) as outlets_b,
    cast(null as date) as known_b,
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
