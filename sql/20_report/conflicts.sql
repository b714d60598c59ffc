-- One row per pair of readings that cannot both be true, or of which one tells less than the other. Articles that say
-- the same are one reading: the first that was known stands for them, their number stands beside it.
create schema if not exists report;

create or replace view report.conflicts as
with found as materialized (
    select
        c.subject,
        c.property,
        c.kind,
        c.value_a,
        c.articles_a,
        c.outlets_a,
        c.known_a,
        c.article_a,
        c.fact_a,
        c.value_b,
        c.articles_b,
        c.outlets_b,
        c.known_b,
        c.article_b,
        c.fact_b,
        c.first_on,
        c.last_on,
        c.weight
    from core.rival_memberships as c

    union all

    select
        c.subject,
        c.property,
        c.kind,
        c.value_a,
        c.articles_a,
        c.outlets_a,
        c.known_a,
        c.article_a,
        c.fact_a,
        c.value_b,
        c.articles_b,
        c.outlets_b,
        c.known_b,
        c.article_b,
        c.fact_b,
        c.first_on,
        c.last_on,
        c.weight
    from core.rival_offices as c

    union all

    select
        c.subject,
        c.property,
        c.kind,
        c.value_a,
        c.articles_a,
        c.outlets_a,
        c.known_a,
        c.article_a,
        c.fact_a,
        c.value_b,
        c.articles_b,
        c.outlets_b,
        c.known_b,
        c.article_b,
        c.fact_b,
        c.first_on,
        c.last_on,
        c.weight
    from core.rival_tenures as c

    union all

    select
        c.subject,
        c.property,
        c.kind,
        c.value_a,
        c.articles_a,
        c.outlets_a,
        c.known_a,
        c.article_a,
        c.fact_a,
        c.value_b,
        c.articles_b,
        c.outlets_b,
        c.known_b,
        c.article_b,
        c.fact_b,
        c.first_on,
        c.last_on,
        c.weight
    from core.rival_meetings as c
),

wanted as (
    select f.fact_a as fact_id
    from found as f
    where f.fact_a is not null

    union

    select f.fact_b as fact_id
    from found as f
    where f.fact_b is not null
),

quotes as (
    select
        f.fact_id,
        f.surface
    from store.membership_reported as f
    semi join wanted as w on f.fact_id = w.fact_id

    union all

    select
        f.fact_id,
        f.surface
    from store.occupancy_reported as f
    semi join wanted as w on f.fact_id = w.fact_id

    union all

    select
        f.fact_id,
        f.surface
    from store.meeting_reported as f
    semi join wanted as w on f.fact_id = w.fact_id
),

judged as (
    select
        f.*,
        case
            when f.weight is not null then f.weight
            when f.article_b is null and f.outlets_a = 1 then 'b'
            when f.article_b is null then null
            when f.outlets_a > f.outlets_b then 'a'
            when f.outlets_b > f.outlets_a then 'b'
            when f.known_a > f.known_b then 'a'
            when f.known_b > f.known_a then 'b'
        end as preferred,
        case
            when f.weight is not null and f.kind = 'precision' then 'the more exact of the two'
            when f.weight is not null and f.kind = 'part' then 'all its days over one of them'
            when f.weight is not null then 'told as held, not as planned'
            when f.article_b is null and f.outlets_a = 1 then 'the reference tables over one outlet'
            when f.article_b is null then 'several outlets against the reference tables: to be looked at'
            when f.outlets_a <> f.outlets_b then 'printed by more outlets'
            when f.known_a <> f.known_b then 'the later article'
            else 'nothing decides'
        end as reason
    from found as f
)

select
    j.subject,
    j.property,
    j.value_a,
    j.article_a,
    j.value_b,
    j.article_b,
    concat_ws(
        ' ',
        case when j.article_b is null then 'article and reference tables' else 'articles' end,
        concat('from ', j.first_on),
        concat('to ', j.last_on)
    ) as note,
    j.kind,
    a.surface as quote_a,
    j.articles_a,
    j.outlets_a,
    b.surface as quote_b,
    j.articles_b,
    j.outlets_b,
    j.preferred,
    case j.preferred when 'a' then j.value_a when 'b' then j.value_b end as preferred_value,
    j.reason,
    j.first_on,
    j.last_on,
    j.fact_a,
    j.fact_b
from judged as j
left join quotes as a on j.fact_a = a.fact_id
left join quotes as b on j.fact_b = b.fact_id;

comment on view report.conflicts is 'Two readings that cannot both be true (kind value, date), or of which one tells less than the other (precision, part), side by side, the preferred one and why'; -- noqa: LT05
comment on column report.conflicts.subject is
'Whom or what the readings are about: a member, an organization or country, a person, a meeting_id';
comment on column report.conflicts.property is
'What they are about: a status, an office, the first or last day of one, days or place of a meeting';
comment on column report.conflicts.value_a is 'The first reading';
comment on column report.conflicts.article_a is 'The first known of the articles that say the first';
comment on column report.conflicts.value_b is 'The second reading';
comment on column report.conflicts.article_b is
'The first known of the articles that say the second; empty where the reference tables say it';
comment on column report.conflicts.note is 'Between what the contradiction stands, and for which days';
comment on column report.conflicts.kind is
'value: they cannot both be; date: another day; precision: the same, told less exactly; part: one day of several';
comment on column report.conflicts.quote_a is 'The words of article_a it was read from';
comment on column report.conflicts.articles_a is 'Number of articles that say the first';
comment on column report.conflicts.outlets_a is 'Number of outlets that printed them';
comment on column report.conflicts.quote_b is
'The words of article_b it was read from; empty where the reference tables say it';
comment on column report.conflicts.articles_b is
'Number of articles that say the second; 0 where the reference tables do';
comment on column report.conflicts.outlets_b is 'Number of outlets that printed them';
comment on column report.conflicts.preferred is 'a or b; empty where nothing decides';
comment on column report.conflicts.preferred_value is 'The reading that is preferred';
comment on column report.conflicts.reason is 'Why it is preferred, or why neither is';
comment on column report.conflicts.first_on is 'First day of which they contradict each other';
comment on column report.conflicts.last_on is 'Last such day';
comment on column report.conflicts.fact_a is 'The fact article_a says it with, see report.evidence';
comment on column report.conflicts.fact_b is 'The fact article_b says it with, see report.evidence';
