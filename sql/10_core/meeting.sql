-- One row per meeting, from all that articles tell of it.
create schema if not exists core;

create or replace view core.meeting as
with ranked as (
    select
        t.*,
        case t.status_told
            when 'cancelled' then 1
            when 'held' then 2
            when 'confirmed' then 3
            when 'planned' then 4
            else 5
        end as status_rank
    from store.meeting_reported as t
)

select
    r.telling_id as meeting_id,
    any_value(r.kind order by r.article_id) as kind,
    any_value(r.status_told order by r.status_rank, r.article_id) as status,
    any_value(r.title order by r.article_id) as title,
    any_value(r.ordinal order by r.article_id) as ordinal,
    any_value(r.body order by r.article_id) as body,
    any_value(r.place order by r.article_id) as place,
    any_value(r.country order by r.article_id) as country,
    any_value(r.held_from order by r.article_id) as held_from,
    any_value(r.held_until order by r.article_id) as held_until,
    any_value(r.dated_by order by r.article_id) as dated_by,
    count(distinct r.article_id) as article_count
from ranked as r
group by r.telling_id;

comment on view core.meeting is 'One meeting, however many articles tell of it';
comment on column core.meeting.meeting_id is 'The meeting, the same id on every machine';
comment on column core.meeting.kind is 'summit, session, consultations, conference, meeting, bilateral, visit, call';
comment on column core.meeting.status is 'planned, confirmed, held, cancelled, unknown';
comment on column core.meeting.title is 'What it is called';
comment on column core.meeting.ordinal is '19 for the 19th';
comment on column core.meeting.body is 'The organization whose meeting it is';
comment on column core.meeting.place is 'Canonical name of the place';
comment on column core.meeting.country is 'ISO 3166-1 alpha-2 code of the country';
comment on column core.meeting.held_from is 'First day of the meeting';
comment on column core.meeting.held_until is 'Last day of the meeting';
comment on column core.meeting.dated_by is 'text, or dateline where the lead tells of it as held and names no day';
comment on column core.meeting.article_count is 'Number of articles that tell of it';
