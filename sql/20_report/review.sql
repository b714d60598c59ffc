-- One row per thing that waits for a person: a decision to confirm again, a name that may be a listed person's, a
-- spelling that no table lists, a conflict of two readings.
create schema if not exists report;

create or replace view report.review as
with judged as (
    select f.fact_id
    from store.fact_decided as f
    where f.state <> 'renamed'
),

spellings as (
    select
        m.fact_id,
        m.article_id,
        m.name,
        m.surface,
        m.rule
    from store.mention as m
    where m.rule in ('person.misspelled', 'person.transcribed')
),

conflicts as (
    select
        c.subject,
        c.property,
        c.value_a,
        c.value_b,
        c.article_a,
        c.note,
        min(m.fact_id) as fact_id,
        min(m.surface) as surface
    from report.conflicts as c
    inner join store.membership_reported as m
        on
            c.article_a = m.article_id
            and c.subject = m.member
            and c.value_a = m.status
            and c.property = concat('status in ', m.organization)
    group by all
),

waiting as (
    select
        c.decision_id as key,
        'decision' as kind,
        concat(
            'Decided "',
            c.verdict,
            '" of "',
            coalesce(d.name, json_extract_string(d.anchor, '$.surface')),
            '": ',
            c.reason
        ) as question,
        json_extract_string(d.anchor, '$.sentence') as suggestion,
        concat('decide ', case when c.fact_id is null then 'withdraw ' else 'confirm ' end, c.decision_id) as command,
        d.article_id,
        c.fact_id,
        json_extract_string(d.anchor, '$.surface') as surface
    from core.decision as c
    inner join store.decision as d on c.decision_id = d.decision_id
    where c.state = 'review'

    union all

    select
        s.fact_id as key,
        'spelling' as kind,
        concat('"', s.surface, '" was read as ', s.name, ' (', s.rule, ')') as question,
        s.name as suggestion,
        concat('decide ', s.fact_id, ' correct') as command,
        s.article_id,
        s.fact_id,
        s.surface
    from spellings as s
    where s.fact_id not in (select f.fact_id from judged as f)

    union all

    select
        c.fact_id as key,
        'conflict' as kind,
        concat(c.subject, ', ', c.property, ': ', c.value_a, ' or ', c.value_b, '. ', c.note) as question,
        cast(null as varchar) as suggestion,
        concat('decide ', c.fact_id, ' wrong') as command,
        c.article_a as article_id,
        c.fact_id,
        c.surface
    from conflicts as c
    where c.fact_id not in (select f.fact_id from judged as f)
)

select
    w.key,
    w.kind,
    w.question,
    w.suggestion,
    w.command,
    w.article_id,
    w.fact_id,
    w.surface,
    a.known_on
from waiting as w
left join core.article as a on w.article_id = a.article_id

union all

select
    u.name as key,
    'name' as kind,
    concat('Is ', u.name, ' (mentions: ', u.mentions, ') the listed ', u.nearest_person, '?') as question,
    u.nearest_person as suggestion,
    concat('decide same "', u.name, '" "', u.nearest_person, '"') as command,
    cast(null as varchar) as article_id,
    cast(null as varchar) as fact_id,
    u.surface,
    u.last_on as known_on
from core.unresolved_name as u
where u.nearest_person is not null;

comment on view report.review is 'One thing that waits for a person, with what decides it';
comment on column report.review.key is 'What ./blocwatch decide knows it by: a decision, a fact or a name';
comment on column report.review.kind is
'decision (to confirm or withdraw), spelling (in no table), name (nearly a listed one), conflict (of two readings)';
comment on column report.review.question is 'What is to be decided';
comment on column report.review.suggestion is
'The name that seems to be meant; of a decision the sentence it was made about';
comment on column report.review.command is 'One way to decide it with ./blocwatch; the others are as good';
comment on column report.review.article_id is 'The article it is about; empty for names in many';
comment on column report.review.fact_id is 'The fact it is about now, if there is one';
comment on column report.review.surface is 'The characters it was read from';
comment on column report.review.known_on is 'Day from which the article is known; of a name the last';
