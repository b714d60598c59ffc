-- One row per reading of a property of one meeting that its best reading contradicts: all its days before one of them,
-- these before a month or year; then what is told as held before what is planned, then by the most articles, then the
-- latest.
create schema if not exists core;

create or replace view core.rival_meetings as
with told_twice as (
    select
        r.meeting_id,
        r.property
    from core.meeting_reading as r
    group by r.meeting_id, r.property
    having min(r.value) <> max(r.value)
),

readings as (
    select
        r.meeting_id,
        r.property,
        r.value,
        any_value(r.precision) as precision,
        bool_or(t.status_told = 'held') as is_held,
        cast(count(distinct r.article_id) as integer) as articles,
        count(distinct core.outlet(a.source, a.url)) as outlets,
        min(a.known_on) as known_on,
        arg_min(r.article_id, (a.known_on, r.article_id)) as article_id,
        arg_min(t.fact_id, (a.known_on, r.article_id)) as fact_id,
        case any_value(r.precision)
            when 'days' then 1
            when 'day' then 2
            when 'month' then 3
            when 'year' then 4
            else 1
        end as coarseness,
        min(t.held_from) as held_from,
        max(t.held_until) as held_until
    from core.meeting_reading as r
    semi join told_twice as w on r.meeting_id = w.meeting_id and r.property = w.property
    inner join store.meeting_reported as t on r.telling_id = t.telling_id and r.article_id = t.article_id
    inner join core.article as a on r.article_id = a.article_id
    group by r.meeting_id, r.property, r.value
),

ranked as (
    select
        r.*,
        row_number() over (
            partition by r.meeting_id, r.property
            order by
                r.coarseness asc, r.is_held desc, r.outlets desc, r.articles desc, r.known_on desc, r.value asc
        ) as place
    from readings as r
)

select
    o.meeting_id as subject,
    concat('meeting, ', o.property) as property,
    case
        when o.property <> 'days' then 'value'
        when o.held_from <= b.held_from and o.held_until >= b.held_until then 'precision'
        when b.held_from <= o.held_from and b.held_until >= o.held_until then 'part'
        else 'date'
    end as kind,
    o.value as value_a,
    o.articles as articles_a,
    o.outlets as outlets_a,
    o.known_on as known_a,
    o.article_id as article_a,
    o.fact_id as fact_a,
    b.value as value_b,
    b.articles as articles_b,
    b.outlets as outlets_b,
    b.known_on as known_b,
    b.article_id as article_b,
    b.fact_id as fact_b,
    least(o.held_from, b.held_from) as first_on,
    greatest(o.held_until, b.held_until) as last_on,
    case
        when o.coarseness > 2 and o.coarseness > b.coarseness then 'b'
        when o.property = 'days' and b.held_from <= o.held_from and b.held_until >= o.held_until then 'b'
        when b.is_held and not o.is_held then 'b'
        when o.is_held and not b.is_held then 'a'
    end as weight
from ranked as o
inner join ranked as b on o.meeting_id = b.meeting_id and o.property = b.property
where o.place > 1 and b.place = 1;

comment on view core.rival_meetings is 'One reading of one property of a meeting that another reading contradicts';
comment on column core.rival_meetings.subject is 'Whom or what the readings are about';
comment on column core.rival_meetings.property is 'What they are about';
comment on column core.rival_meetings.kind is 'value, date, precision, part';
comment on column core.rival_meetings.value_a is 'The first reading';
comment on column core.rival_meetings.articles_a is 'Number of articles that say the first';
comment on column core.rival_meetings.outlets_a is 'Number of outlets that printed them';
comment on column core.rival_meetings.known_a is 'Day from which the first of them is known';
comment on column core.rival_meetings.article_a is 'The first of them to be known';
comment on column core.rival_meetings.fact_a is 'The fact it says it with';
comment on column core.rival_meetings.value_b is 'The second reading';
comment on column core.rival_meetings.articles_b is
'Number of articles that say the second; 0 where the reference tables do';
comment on column core.rival_meetings.outlets_b is 'Number of outlets that printed them';
comment on column core.rival_meetings.known_b is 'Day from which the first of them is known';
comment on column core.rival_meetings.article_b is
'The first of them to be known; empty where the reference tables say it';
comment on column core.rival_meetings.fact_b is 'The fact it says it with';
comment on column core.rival_meetings.first_on is 'First day of which they contradict each other';
comment on column core.rival_meetings.last_on is 'Last such day';
comment on column core.rival_meetings.weight is
'Which of them is finer, or whole, or is told as held: a, b; empty where neither';
