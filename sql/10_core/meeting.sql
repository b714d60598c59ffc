-- One row per meeting, from all that articles tell of it.
create schema if not exists core;

create or replace view core.meeting as
select
    m.meeting_id,
    m.kind,
    m.status,
    m.title,
    m.ordinal,
    m.body,
    m.place,
    m.country,
    m.held_from,
    m.held_until,
    m.dated_by,
    m.first_told_on,
    m.last_told_on,
    m.article_count,
    m.part_of
from store.meeting as m;

comment on view core.meeting is 'One meeting, however many articles tell of it';
comment on column core.meeting.meeting_id is 'The meeting, the same id on every machine';
comment on column core.meeting.kind is 'summit, session, consultations, conference, meeting, bilateral, visit, call';
comment on column core.meeting.status is 'planned, confirmed, held, cancelled, unknown: as the last word has it';
comment on column core.meeting.title is 'What it is called';
comment on column core.meeting.ordinal is '19 for the 19th';
comment on column core.meeting.body is 'The organization whose meeting it is';
comment on column core.meeting.place is 'Canonical name of the place';
comment on column core.meeting.country is 'ISO 3166-1 alpha-2 code of the country';
comment on column core.meeting.held_from is 'First day of the meeting';
comment on column core.meeting.held_until is 'Last day of the meeting';
comment on column core.meeting.dated_by is 'text, or dateline where the lead tells of it as held and names no day';
comment on column core.meeting.first_told_on is 'Day from which the first article that tells of it is known';
comment on column core.meeting.last_told_on is 'Day from which the last article that tells of it is known';
comment on column core.meeting.article_count is 'Number of articles that tell of it or show that it was held';
comment on column core.meeting.part_of is 'The visit during which it was held, as meeting_id';
