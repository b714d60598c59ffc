-- One row per value that articles tell of a property of one meeting, where they tell several: days, place, country, or
-- whether it was held or cancelled. The article is the first that tells it so, with the proof.
create schema if not exists core;

create or replace view core.meeting_reading as
with told as (
    select
        l.meeting_id,
        t.article_id,
        t.fact_id,
        t.held_from,
        t.held_until,
        t.place,
        t.country,
        t.status_told,
        t.surface,
        t.char_start,
        t.char_end
    from store.meeting_link as l
    inner join store.meeting as m on l.meeting_id = m.meeting_id
    inner join store.meeting_reported as t on l.telling_id = t.telling_id
    where l.relation = 'tells' and m.article_count > 1
),

said as (
    select
        t.meeting_id,
        t.article_id,
        t.fact_id,
        t.surface,
        t.char_start,
        t.char_end,
        unnest(['days', 'place', 'country', 'status']) as property,
        unnest([
            concat_ws('/', t.held_from, nullif(t.held_until, t.held_from)),
            t.place,
            t.country,
            case when t.status_told in ('held', 'cancelled') then t.status_told end
        ]) as value_told
    from told as t
),

readings as (
    select
        s.meeting_id,
        s.property,
        s.value_told,
        s.article_id,
        s.fact_id,
        s.surface,
        s.char_start,
        s.char_end,
        a.known_on,
        count(*) over (partition by s.meeting_id, s.property, s.value_told) as article_count,
        min(s.value_told) over (partition by s.meeting_id, s.property) as least,
        max(s.value_told) over (partition by s.meeting_id, s.property) as greatest
    from said as s
    inner join core.article as a on s.article_id = a.article_id
    where s.value_told <> ''
)

select
    r.meeting_id,
    r.property,
    r.value_told as value, -- noqa: RF04
    r.article_count,
    r.article_id,
    r.known_on,
    r.fact_id,
    r.surface,
    r.char_start,
    r.char_end,
    r.value_told = case r.property
        when 'days' then concat_ws('/', m.held_from, nullif(m.held_until, m.held_from))
        when 'place' then m.place
        when 'country' then m.country
        else m.status
    end as is_shown
from readings as r
inner join store.meeting as m on r.meeting_id = m.meeting_id
where r.least <> r.greatest
qualify row_number() over (
    partition by r.meeting_id, r.property, r.value_told
    order by r.known_on, r.article_id, r.char_start
) = 1;

comment on view core.meeting_reading is
'One value told of days, place, country or outcome of one meeting of which articles tell several values';
comment on column core.meeting_reading.meeting_id is 'The meeting, the same id on every machine';
comment on column core.meeting_reading.property is 'days, place, country, status (held or cancelled)';
comment on column core.meeting_reading.value is 'As told; days as 2023-02-12/2023-02-13';
comment on column core.meeting_reading.article_count is 'Number of tellings with this value';
comment on column core.meeting_reading.article_id is 'The first article that tells it so';
comment on column core.meeting_reading.known_on is 'Day from which that article is known';
comment on column core.meeting_reading.fact_id is 'The proof in that article, as in report.evidence';
comment on column core.meeting_reading.surface is 'The characters of the proof';
comment on column core.meeting_reading.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column core.meeting_reading.char_end is 'Character after the surface''s last one';
comment on column core.meeting_reading.is_shown is 'Whether this is the value that report.meetings shows';
